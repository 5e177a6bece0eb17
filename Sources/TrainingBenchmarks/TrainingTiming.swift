import Foundation
import Reporting
import Transformer

/// How fast one case ran, in processor seconds.
public struct TrainingTiming: Codable, Sendable {
  /// The case.
  public let name: String
  /// The number of weights.
  public let parameters: Int
  /// The number of rollouts of a batch.
  public let rollouts: Int
  /// The number of response slots of a batch, as one counts who pads: rollouts times the longest response there may be.
  public let slots: Int
  /// The number of response tokens of a batch.
  public let responseTokens: Int
  /// Seconds to sample a batch in which no rollouts share a prompt.
  public let sampling: Double
  /// Seconds of a step of training on every rollout.
  public let training: Double
  /// Seconds of a whole step of reinforcement in groups of 8, which read their prompt once and train where they are live.
  public let reinforcement: Double
  /// The same on the wall: less, where it has more than one core.
  public let reinforcementWall: Double
  /// The number of rollouts in groups that are not dead: only they go through the network when it learns.
  public let liveRollouts: Int
  /// 10⁹ operations of matrix products a second in a step of training.
  public let matrixRate: Double

  /// Times a case.
  ///
  /// - Throws: what making its rollouts throws.
  public init(_ benchmark: BenchmarkCase, runs: Int) throws {
    let workload = try TrainingWorkload(benchmark.recording(), model: benchmark.model)
    name = benchmark.name
    parameters = workload.shape.parameterCount
    rollouts = workload.rollouts.count
    slots = workload.rollouts.count * workload.rollouts.responseSlots
    responseTokens = workload.rollouts.responseTokens
    sampling = try Stopwatch.time(runs: runs) { try workload.sampleApart() }.processor
    training = try Stopwatch.time(runs: runs) { try workload.train() }.processor
    let step = try Stopwatch.time(runs: runs) { try workload.reinforce() }
    (reinforcement, reinforcementWall) = (step.processor, step.wall)
    liveRollouts = workload.rollouts.liveCount
    matrixRate = workload.matrixOperations / training / 1e9
  }

  /// Timings as a table.
  public static func table(of timings: [TrainingTiming]) -> Table {
    func thousands(_ count: Int, _ seconds: Double) -> String {
      String(format: "%.0f", Double(count) / seconds / 1e3)
    }
    let headers = [
      "parameters", "rollouts", "live", "sampled 10³/s", "trained 10³/s", "RL step ms", "rollouts/s",
      "GFLOP/s",
    ]
    return Table(
      title: "Training on \(VectorInstructions.name), by processor seconds",
      columns: [Column(header: "case")] + headers.map { Column(header: $0, alignment: .trailing) },
      rows: timings.map { timing in
        [
          timing.name, "\(timing.parameters)", "\(timing.rollouts)", "\(timing.liveRollouts)",
          thousands(timing.slots, timing.sampling), thousands(timing.slots, timing.training),
          String(format: "%.2f", 1e3 * timing.reinforcement),
          String(format: "%.0f", Double(timing.rollouts) / timing.reinforcement),
          String(format: "%.1f", timing.matrixRate),
        ]
      },
      note: """
        Tokens are counted as slots: rollouts times the longest response there may be. A step of reinforcement trains on
        live rollouts, those of groups with successes and failures.
        """)
  }
}
