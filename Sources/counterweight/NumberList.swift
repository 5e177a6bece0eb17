import ArgumentParser

/// Numbers separated by commas, as an argument.
struct NumberList: ExpressibleByArgument {
  let values: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0.trimmingPrefix { $0 == " " }) }
    guard values.count == parts.count else { return nil }
    self.values = values
  }
}
