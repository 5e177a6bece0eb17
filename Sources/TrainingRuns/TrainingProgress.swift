import Foundation
import Training

/// What a run of training tells while it works.
final class TrainingProgress {
  private let settings: TrainingSettings
  private let line: ProgressLine
  private let first: Int
  private let started = Date()
  private var falsePenaltyShare: Double?

  /// Progress of a run that has made `first` of its updates.
  init(first: Int, settings: TrainingSettings, line: ProgressLine) {
    self.first = first
    self.settings = settings
    self.line = line
  }

  /// Tells of a step of warm-up.
  func report(_ progress: WarmUpProgress) {
    let parts = [
      "warm-up", settings.warmUp.format.map { "form \(progress.formatSteps)/\($0.steps)" },
      settings.warmUp.solutions.map { "solutions \(progress.solutionSteps), at most \($0.steps)" },
      progress.success.map { success in
        "success \(decimal(success, 3))"
          + (settings.warmUp.solutions.map { " of \(decimal($0.success, 3))" } ?? "")
      },
    ]
    line.show(parts.compactMap { $0 })
  }

  /// Tells of an update that took so many seconds; the share of false penalties is that of the last probe.
  func report(_ metrics: UpdateMetrics, seconds: Double) {
    falsePenaltyShare = metrics.falsePenaltyShare ?? falsePenaltyShare
    line.show(parts(metrics, seconds: seconds), isLast: metrics.update == settings.updates)
  }

  private func parts(_ metrics: UpdateMetrics, seconds: Double) -> [String] {
    let levels = metrics.successByDifficulty
    let parts = [
      "update \(metrics.update)/\(settings.updates)", "\(duration(secondsLeft(metrics.update))) left",
      "success \(decimal(metrics.success, 3))",
      "dead \(decimal(metrics.allFailedShare + metrics.allSucceededShare, 2))",
      "entropy \(decimal(metrics.entropy, 2))",
      metrics.stepKL.map { "KL \(String(format: "%.1e", $0))" },
      "gradient \(String(format: "%.2g", metrics.gradientNorm))",
      metrics.gradientVariance.map { "variance \(String(format: "%.2g", $0))" },
      "\(Int(Double(metrics.sampledTokens) / max(seconds, 1e-9))) tokens/s",
      falsePenaltyShare.map { "false penalties \(decimal($0, 2))" },
      levels.count > 1 ? "[\(levels.map(percent).joined(separator: " "))] %" : nil,
    ]
    return parts.compactMap { $0 }
  }

  private func secondsLeft(_ update: Int) -> Double {
    Date().timeIntervalSince(started) * Double(settings.updates - update) / Double(max(1, update - first))
  }

  private func decimal(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private func percent(_ share: Double?) -> String { share.map { String(format: "%.0f", 100 * $0) } ?? "–" }

  private func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return switch whole {
    case ..<60: "\(whole) s"
    case ..<3600: "\(whole / 60) min \(whole % 60) s"
    default: "\(whole / 3600) h \(whole / 60 % 60) min"
    }
  }
}
