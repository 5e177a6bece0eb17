/// The smallest set of likeliest tokens whose probabilities reach a sum.
///
/// Source: Holtzman et al., "The curious case of neural text degeneration", 2020.
enum Nucleus {
  /// The value of the least likely token of the set, in a row of values proportional to probabilities; tokens as likely
  /// as it belong to the set too.
  static func leastValue(_ row: UnsafePointer<Real>, _ count: Int, topP: Double) -> Real {
    let values = UnsafeBufferPointer(start: row, count: count).sorted(by: >)
    let target = topP * values.reduce(0) { $0 + Double($1) }
    var sum = 0.0
    for value in values {
      sum += Double(value)
      if sum >= target { return value }
    }
    return 0
  }
}
