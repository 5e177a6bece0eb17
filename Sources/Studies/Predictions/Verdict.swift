import RunStatistics

/// What became of a prediction.
public struct Verdict: Hashable, Codable, Sendable {
  /// The three ways a prediction can end.
  public enum Outcome: String, Hashable, Codable, Sendable {
    /// The interval lies inside the predicted region.
    case holds
    /// The interval lies outside it.
    case refuted
    /// The interval crosses its border, or there is too little data to say.
    case inconclusive
  }

  /// The prediction that is judged.
  public let prediction: Prediction
  /// How it ended.
  public let outcome: Outcome
  /// Why it is inconclusive, where the reason is not the interval.
  public let reason: String?
  /// The measured value; nil where nothing could be measured.
  public let value: Double?
  /// Its interval, at the confidence corrected for the number of predictions.
  public let interval: Interval?

  /// The independent replicates behind the value; 0 where nothing could be measured.
  public let replicates: Int

  /// The fewest seeds on which a trained quantity is judged.
  public static let fewestSeeds = 3

  /// Judges a prediction.
  ///
  /// - Parameters:
  ///   - prediction: what was predicted.
  ///   - measurement: what was measured; nil where a run never got there.
  ///   - confidence: of this one interval; see ``correctedConfidence(_:predictionCount:)``.
  /// - Throws: `NumericsError` unless 0 < `confidence` < 1.
  public init(_ prediction: Prediction, measurement: MeasuredQuantity?, confidence: Double) throws {
    self.prediction = prediction
    guard let measurement, measurement.value.isFinite else {
      outcome = .inconclusive
      reason = "not measured"
      value = nil
      interval = nil
      replicates = 0
      return
    }
    value = measurement.value
    replicates = measurement.replicates
    interval =
      measurement.estimate.standardError.isFinite
      ? try measurement.interval(confidence: confidence) : nil
    if prediction.side == .trained && measurement.replicates < Self.fewestSeeds {
      outcome = .inconclusive
      reason = "preliminary: \(measurement.replicates) of at least \(Self.fewestSeeds) seeds"
    } else {
      outcome = interval.map(prediction.expect.judge) ?? .inconclusive
      reason = interval == nil ? "no standard error" : nil
    }
  }

  /// 1 − (1 − confidence)/m: the Bonferroni correction, by which all m intervals of a study cover their truths
  /// together with at least the stated confidence.
  public static func correctedConfidence(_ confidence: Double, predictionCount: Int) -> Double {
    1 - (1 - confidence) / Double(max(1, predictionCount))
  }
}
