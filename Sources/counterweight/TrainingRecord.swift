import Foundation
import TrainingRuns

/// What a finished run prints.
struct TrainingRecord: Encodable {
  let directory: String
  let summary: TrainingSummary

  var text: String {
    var lines = ["updates: \(summary.updates)"]
    func share(_ value: Double) -> String { String(format: "%.3f", value) }
    if let warmUp = summary.warmUp { lines.append("success after warm-up: \(share(warmUp.success))") }
    if let success = summary.success { lines.append("success of the last rollouts: \(share(success))") }
    if let evaluation = summary.evaluation {
      lines.append("success in the last evaluation: \(share(evaluation.success))")
      for pass in evaluation.passAt where pass.attempts > 1 {
        lines.append("pass@\(pass.attempts): \(share(pass.rate))")
      }
    }
    lines.append("model: \(directory)/\(summary.model)")
    return lines.joined(separator: "\n") + "\n"
  }
}
