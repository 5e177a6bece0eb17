/// A statement about a quantity, written down before the quantity is measured.
public struct Prediction: Hashable, Codable, Sendable {
  /// Whether theory, simulation or training judges it.
  public enum Side: String, Hashable, Codable, Sendable {
    /// Judged by the theory itself: a claim about a formula, whose value has no uncertainty.
    case exact
    /// Judged on simulated rollouts of an exact policy.
    case simulated
    /// Judged on rollouts of a trained network, over independent seeds.
    case trained
  }

  /// A short name, unique in its study.
  public let id: String
  /// What is claimed, in words.
  public let statement: String
  /// The theory result or the paper it comes from.
  public let source: String
  /// What judges it.
  public let side: Side
  /// The name of the measured quantity.
  public let quantity: String
  /// Where the quantity is predicted to lie.
  public let expect: PredictedRegion
  /// Whether a refutation means that something is wrong with the laboratory.
  ///
  /// The study then ends with exit code 2. A paper's claim is not established; its refutation is a result.
  public let established: Bool

  /// A prediction.
  public init(
    id: String, statement: String, source: String, side: Side, quantity: String, expect: PredictedRegion,
    established: Bool
  ) {
    self.id = id
    self.statement = statement
    self.source = source
    self.side = side
    self.quantity = quantity
    self.expect = expect
    self.established = established
  }
}
