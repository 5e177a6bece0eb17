import Foundation
import Training

/// What an evaluation of a saved model prints.
struct EvaluationRecord: Encodable {
  let model: String
  let difficulties: [String]
  let metrics: EvaluationMetrics

  var text: String {
    func share(_ value: Double) -> String { String(format: "%.3f", value) }
    var lines = ["model: \(model)", "success: \(share(metrics.success))"]
    if difficulties.count > 1 {
      for (name, success) in zip(difficulties, metrics.successByDifficulty) {
        lines.append("success, \(name): \(success.map(share) ?? "not met")")
      }
    }
    for pass in metrics.passAt where pass.attempts > 1 {
      lines.append("pass@\(pass.attempts): \(share(pass.rate))")
    }
    lines.append("tokens of a response: \(String(format: "%.2f", metrics.meanLength))")
    lines.append("entropy of a token: \(share(metrics.entropy)) nats")
    return lines.joined(separator: "\n") + "\n"
  }
}
