/// How far warm-up has come.
public struct WarmUpProgress: Hashable, Sendable {
  /// The number of steps on form so far.
  public var formatSteps: Int
  /// The number of steps on solutions so far.
  public var solutionSteps: Int
  /// The success rate when it was measured last; nil before.
  public var success: Double?
}
