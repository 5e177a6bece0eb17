import ArgumentParser
import PolicyGradientTheory

/// Where a success rate starts and where it is to go.
struct RangeOptions: ParsableArguments {
  @Option(name: .customLong("from"), help: "The success rate at the start, above 0.")
  var start: Double

  @Option(name: .customLong("to"), help: "The success rate to be reached, below 1.")
  var target: Double

  /// The range.
  ///
  /// - Throws: `TheoryError` unless 0 < from < to < 1.
  func range() throws -> RateRange {
    try RateRange(from: start, to: target)
  }
}
