/// A weight ω on a prompt as a function of its success rate, positive where it is used.
public struct RateWeight: Sendable {
  private let weight: @Sendable (LogOdds) throws -> Double

  /// A weight as a function.
  public init(_ weight: @escaping @Sendable (LogOdds) throws -> Double) {
    self.weight = weight
  }

  /// The exact weight Ω_n of a group, per group that is generated (result 2.1).
  public init(of weight: EffectiveWeight) {
    self.init { try weight.value(at: $0.rate) }
  }

  /// The exact weight Ω_n per group that trains; nil for an algorithm that never resamples.
  public init?(perAcceptedGroupOf weight: EffectiveWeight) {
    guard weight.rule.algorithm.selection.resamplesDeadGroups else { return nil }
    self.init { try weight.valuePerAcceptedGroup(at: $0.rate) ?? .nan }
  }

  /// The weight ω of infinitely large groups.
  public init(of limit: LimitWeight) {
    self.init { try limit.value(at: $0.rate) }
  }

  /// ω(ρ).
  ///
  /// - Throws: ``TheoryError/notPositive(name:value:rate:)`` where it is not a positive finite number: the success rate would
  ///   stand still or fall there.
  public func value(at position: LogOdds) throws -> Double {
    let value = try weight(position)
    guard value > 0 && value.isFinite else {
      throw TheoryError.notPositive(name: "the weight", value: value, rate: position.rate)
    }
    return value
  }

  /// Log-odds of 14, a success rate of 1 − 8e-7: beyond, the rounding of ρ shows in a weight with a pole at 1.
  static let nearCertainty = LogOdds(14)

  /// Whether ω grows like a power of 1/(1 − ρ) as success becomes certain.
  var growsNearCertainty: Bool {
    get throws { try uncheckedValue(at: Self.nearCertainty) > 2 * uncheckedValue(at: LogOdds(10)) }
  }

  /// ω(ρ), whatever its sign.
  func uncheckedValue(at position: LogOdds) throws -> Double { try weight(position) }
}
