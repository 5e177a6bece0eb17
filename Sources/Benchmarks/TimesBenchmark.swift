import Algorithms
import ArgumentParser
import PolicyGradientTheory
import Reporting

/// How fast the tables of result 3.4 are: the times of all published weights over the least.
struct TimesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "times",
    abstract: "Time the tables of minimum times: 17 weights, 6 ranges, both clocks, both mobilities.",
    discussion: """
      Every entry is two integrals to 1e-12, of the limit of large groups or of the exact weight of groups of 8.

      Examples:
        swift run -c release benchmarks times
      """)

  @Option(help: "How often everything is timed.")
  var repeats = 5

  @Flag(help: "Print JSON.")
  var json = false

  private struct Result: Encodable {
    let entries: Int
    let medianSeconds: Double
    let slowestSeconds: Double
  }

  func validate() throws {
    guard repeats >= 1 else { throw ValidationError("--repeats is \(repeats); it must be 1 or more") }
  }

  func run() throws {
    var entries = 0
    var seconds: [Double] = []
    for _ in 0..<repeats {
      let start = ContinuousClock.now
      entries = try tables().count
      seconds.append((ContinuousClock.now - start) / .seconds(1))
    }
    seconds.sort()
    let result = Result(
      entries: entries, medianSeconds: seconds[seconds.count / 2], slowestSeconds: seconds[seconds.count - 1])
    if json { return print(try prettyJSON(result)) }
    let table = Table(
      title: "",
      columns: ["entries", "median s", "slowest s"].map { Column(header: $0, alignment: .trailing) },
      rows: [["\(entries)"] + [result.medianSeconds, result.slowestSeconds].map(Self.text)])
    print(table.terminalText())
  }

  private static func text(_ seconds: Double) -> String {
    "\((seconds * 1000).rounded() / 1000)"
  }

  /// All ratios, row by row.
  private func tables() throws -> [Double] {
    let ranges = try [(0.001, 0.5), (0.001, 0.9), (0.01, 0.9), (0.1, 0.9), (0.4, 0.9), (0.6, 0.95)].map {
      try RateRange(from: $0.0, to: $0.1)
    }
    let weights = try Self.weights()
    return try [Mobility.natural, .vanilla].flatMap { mobility in
      try [Clock.regular, .effective].flatMap { clock in
        try ranges.flatMap { range in
          let minimum = try MinimumTime(clock: clock, mobility: mobility, range: range)
          return try weights.map { try minimum.ratio(of: $0) }
        }
      }
    }
  }

  /// Seven limits and ten weights of groups of 8.
  private static func weights() throws -> [RateWeight] {
    let limits = [
      "reinforce", "grpo", "linear-r", "sqrt-r", "uniform-r", "plateau-r", "pass-at-k",
    ]
    let groups = [
      "grpo", "raft", "maxrl", "sqrt-r", "uniform-r", "plateau-r", "reinforce-rej", "dapo", "rloo",
      "linear-r",
    ]
    func weight(_ name: String) throws -> EffectiveWeight {
      var algorithm = try AlgorithmPreset(named: name).algorithm()
      algorithm.groupSize = 8
      return try EffectiveWeight(of: algorithm)
    }
    return try limits.compactMap { try weight($0).limit.map { RateWeight(of: $0) } }
      + groups.map { name in
        let weight = try weight(name)
        return RateWeight(perAcceptedGroupOf: weight) ?? RateWeight(of: weight)
      }
  }
}
