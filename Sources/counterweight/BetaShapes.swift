import ArgumentParser

/// The two shapes of a beta distribution with a comma between them, as an argument.
struct BetaShapes: ExpressibleByArgument {
  let alpha: Double
  let beta: Double

  init?(argument: String) {
    guard let values = NumberList(argument: argument)?.values, values.count == 2 else { return nil }
    alpha = values[0]
    beta = values[1]
  }
}
