/// What warm-up did.
public struct WarmUpMetrics: Codable, Hashable, Sendable {
  /// The number of steps on form.
  public var formatSteps: Int
  /// The number of steps on solutions.
  public var solutionSteps: Int
  /// The success rate at the end, on fresh prompts.
  public var success: Double
}
