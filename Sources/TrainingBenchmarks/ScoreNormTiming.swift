import Foundation
import Reporting
import Training

/// What the score norms of all rollouts add to a step of training, by width and length.
public struct ScoreNormTiming: Codable, Sendable {
  /// d.
  public let width: Int
  /// Prompt and response together, half of it prompt.
  public let length: Int
  /// Seconds of a step without norms, over the tokens of prompts and responses.
  public let secondsPerToken: Double
  /// What the norms add, as a share of the step.
  public let share: Double

  /// Times networks of two layers at lengths around their width.
  ///
  /// - Throws: nothing that the chosen sizes could cause.
  public static func measure(widths: [Int], runs: Int) throws -> [ScoreNormTiming] {
    try widths.flatMap { width in
      try [0.2, 0.4, 0.8, 1.6, 3.2].map { ratio in
        let half = max(2, Int(ratio * Double(width) / 2))
        let count = max(16, 4096 / half)
        let workload = try TrainingWorkload(
          RecordedRollouts(
            vocabularySize: 12, promptLength: half, responseLength: half, count: count, groupSize: 1),
          model: ModelSettings(
            width: width, layers: 2, heads: width / 16, feedForwardWidth: (width * 8 / 3 + 15) / 16 * 16))
        // In turn, so that both suffer alike from whatever else the machine does.
        var shares: [Double] = []
        var steps: [Double] = []
        for _ in 0..<runs {
          let plain = try Stopwatch.time(runs: 1) { try workload.train() }.processor
          let measured = try Stopwatch.time(runs: 1) { try workload.train(withScoreNorms: true) }.processor
          steps.append(plain)
          shares.append(measured / plain - 1)
        }
        return ScoreNormTiming(
          width: width, length: 2 * half,
          secondsPerToken: steps.sorted()[runs / 2] / Double(2 * half * count),
          share: shares.sorted()[runs / 2])
      }
    }
  }

  /// Timings as a table.
  public static func table(of timings: [ScoreNormTiming]) -> Table {
    Table(
      title: "Score norms of every rollout, as a share of a step of training",
      columns: ["d", "length", "length/d", "µs a token", "share"].map {
        Column(header: $0, alignment: .trailing)
      },
      rows: timings.map {
        [
          "\($0.width)", "\($0.length)", String(format: "%.1f", Double($0.length) / Double($0.width)),
          String(format: "%.2f", 1e6 * $0.secondsPerToken), String(format: "%.0f %%", 100 * $0.share),
        ]
      })
  }
}
