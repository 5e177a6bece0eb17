/// The numbers in which a baseline is subtracted from a reward: doubles for batches, exact fractions where a sign is
/// decided.
protocol RewardArithmetic: Equatable {
  /// A number that someone has written down, such as a reward or a constant baseline.
  init(written: Double)
  static func - (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
}

extension Double: RewardArithmetic {
  init(written: Double) { self = written }
}
