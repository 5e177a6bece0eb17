import Foundation
import Training

/// What a run of training tells while it works.
///
/// On a terminal one line is redrawn in place; elsewhere a line comes every few seconds.
final class TrainingProgress {
  private let updates: Int
  private let columns: Int?
  private let write: (String) -> Void
  private let started = Date()
  private let first: Int
  private var lastWritten = Date.distantPast

  /// Progress of a run that has made `first` of its updates.
  init(first: Int, updates: Int, columns: Int?, write: @escaping (String) -> Void) {
    self.first = first
    self.updates = updates
    self.columns = columns
    self.write = write
  }

  /// A line about an update that took so many seconds.
  func report(_ metrics: UpdateMetrics, seconds: Double) {
    let now = Date()
    let isLast = metrics.update == updates
    guard isLast || now.timeIntervalSince(lastWritten) >= (columns == nil ? 5 : 0.1) else { return }
    lastWritten = now
    let line = line(metrics, seconds: seconds, elapsed: now.timeIntervalSince(started))
    write(columns.map { "\r\(line.prefix(max(0, $0 - 1)))\u{1B}[K" } ?? line + "\n")
  }

  /// Ends the line that is redrawn.
  func close() {
    if columns != nil && lastWritten != .distantPast { write("\n") }
  }

  private func line(_ metrics: UpdateMetrics, seconds: Double, elapsed: Double) -> String {
    let done = metrics.update - first
    let left = elapsed * Double(updates - metrics.update) / Double(max(1, done))
    let rate = Double(metrics.sampledTokens) / max(seconds, 1e-9)
    let parts = [
      "update \(metrics.update)/\(updates)", "success \(decimal(metrics.success, 3))",
      "entropy \(decimal(metrics.entropy, 3))",
      metrics.stepKL.map { "KL \(String(format: "%.1e", $0))" },
      "gradient \(String(format: "%.2g", metrics.gradientNorm))",
      "dead \(decimal(metrics.allFailedShare + metrics.allSucceededShare, 2))",
      "\(Int(rate)) tokens/s", "\(duration(left)) left",
    ]
    return parts.compactMap { $0 }.joined(separator: "  ")
  }

  private func decimal(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
