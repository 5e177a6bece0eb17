import Foundation
import Reporting

/// The times of one candidate.
struct Timing: Codable {
  let name: String
  /// The bytes that one token has to move: every column read or written once.
  let bytesPerToken: Int
  /// The fastest run; nil where the candidate is not installed.
  private(set) var seconds: Double?
  /// The slowest run.
  private(set) var slowestSeconds: Double?
  /// What the fastest run moved a second, in 10⁹ bytes.
  private(set) var gigabytesPerSecond: Double?

  init(_ name: String, bytesPerToken: Int) {
    self.name = name
    self.bytesPerToken = bytesPerToken
  }

  mutating func add(seconds new: Double, tokenCount: Int) {
    seconds = min(seconds ?? new, new)
    slowestSeconds = max(slowestSeconds ?? new, new)
    gigabytesPerSecond = seconds.map { Double(bytesPerToken * tokenCount) / $0 / 1e9 }
  }

  /// All candidates, with their speed relative to the first.
  static func table(of timings: [Timing]) -> Table {
    func number(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }
    let headers = ["ms", "slowest ms", "GB/s", "of the copy's speed"]
    return Table(
      title: "",
      columns: [Column(header: "candidate")] + headers.map { Column(header: $0, alignment: .trailing) },
      rows: timings.map { timing in
        let share = timing.gigabytesPerSecond.flatMap { speed in
          timings[0].gigabytesPerSecond.map { speed / $0 }
        }
        return [
          timing.name, number(timing.seconds.map { 1e3 * $0 }),
          number(timing.slowestSeconds.map { 1e3 * $0 }),
          number(timing.gigabytesPerSecond), number(share),
        ]
      })
  }
}
