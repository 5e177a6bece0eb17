import Foundation
import Training

/// What a finished run comes to: the record that its folder keeps.
public struct TrainingSummary: Codable, Hashable, Sendable {
  /// The number of updates.
  public var updates: Int
  /// The mean success of rollouts over the last updates, at most ten; nil for a run without updates.
  public var success: Double?
  /// What warm-up did; nil for a run without.
  public var warmUp: WarmUpMetrics?
  /// The last evaluation; nil where there is none.
  public var evaluation: EvaluationMetrics?
  /// The folder of the model, below that of the run.
  public var model: String
}
