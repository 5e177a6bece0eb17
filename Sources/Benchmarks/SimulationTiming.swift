import Foundation
import Reporting

/// What a prompt costs in a step: ours and numpy's, timed in turn.
struct SimulationTiming: Codable {
  let prompts: Int
  let steps: Int
  let groupSize: Int
  /// The times of our simulation, in nanoseconds a prompt and step.
  private(set) var simulation: [Double] = []
  /// The times of numpy's draws alone, taken in turn with ours; empty where numpy is missing.
  private(set) var numpyDraws: [Double] = []
  /// The median over the pairs of numpy's time divided by ours.
  private(set) var medianRatio: Double?

  init(prompts: Int, steps: Int, groupSize: Int) {
    self.prompts = prompts
    self.steps = steps
    self.groupSize = groupSize
  }

  mutating func add(simulation seconds: Double, numpy: Double?) {
    let scale = 1e9 / Double(prompts * steps)
    simulation.append(seconds * scale)
    if let numpy { numpyDraws.append(numpy * scale) }
    medianRatio = Self.median(zip(numpyDraws, simulation).map { $0 / $1 })
  }

  var table: Table {
    func number(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }
    let rows = [
      ("simulation: draws and updates", simulation, medianRatio),
      ("numpy: draws alone", numpyDraws, numpyDraws.isEmpty ? nil : 1),
    ]
    return Table(
      title: "\(prompts) prompts, \(steps) steps, groups of \(groupSize), one thread",
      columns: [Column(header: "candidate")]
        + ["median ns", "fastest ns", "slowest ns", "times as fast"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: rows.map { name, times, ratio in
        [name] + [Self.median(times), times.min(), times.max(), ratio].map(number)
      },
      note: "ns a prompt and step; the ratio is the median over pairs of runs that follow each other")
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
