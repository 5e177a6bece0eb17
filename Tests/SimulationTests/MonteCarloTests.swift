import Algorithms
import Policies
import RandomStreams
import RunStatistics
import Simulation
import Testing

@Suite("Enumeration and Monte Carlo")
struct MonteCarloTests {
  static func table() throws -> ResponseTable {
    try TabularSoftmax(probabilities: [0.35, 0.25, 0.2, 0.15, 0.05])
      .responses(rewards: [1, 0, 1, 0, 1], lengths: [3, 5, 2, 8, 1])
  }

  /// Every preset at n = 4: the sampled variance lies within 4 standard errors of the enumerated one (a false
  /// alarm in 1 of 2,000 runs for the 7 presets; the seed is fixed).
  @Test func sampledVarianceAgreesWithEnumeration() throws {
    let table = try Self.table()
    let simulation = MonteCarlo(prompts: [table])
    let path = StreamPath(seed: 7)["agreement"]
    let batches = (0..<3000).map { simulation.batch($0, groupSize: 4, path: path) }
    for preset in BaselinePreset.allCases where preset != .batchMean {
      let algorithm = Algorithm(groupSize: 4, baseline: preset.baseline)
      let exact = try GroupEnumeration(table).moments(of: algorithm)
      let gradients = try batches.map { try simulation.gradientEstimate(of: algorithm, on: $0) }
      let sample = GradientSample(
        gradients: gradients, reference: Array(repeating: simulation.gradient, count: gradients.count))
      let variance = Jackknife.estimate(blockCount: sample.count) { sample.variance(leavingOut: $0) }
      #expect(abs(variance.value - exact.variance) <= 4 * variance.standardError, "\(preset)")
      #expect(variance.standardError < 0.1 * exact.variance)
    }
  }

  @Test func batchesAreAddressedNotDrawnInOrder() throws {
    let simulation = MonteCarlo(prompts: [try Self.table(), try Self.table()])
    let path = StreamPath(seed: 3)["order"]
    let late = simulation.batch(5, groupSize: 3, path: path)
    _ = simulation.batch(4, groupSize: 3, path: path)
    #expect(simulation.batch(5, groupSize: 3, path: path).batch == late.batch)
    #expect(simulation.batch(6, groupSize: 3, path: path).responses != late.responses)
  }

  @Test func enumerationSaysWhenThereAreTooManyGroups() throws {
    let uniform = try TabularSoftmax(probabilities: Array(repeating: 0.05, count: 20))
      .responses(rewards: (0..<20).map { Double($0 % 2) })
    let enumeration = GroupEnumeration(uniform)
    #expect(enumeration.groupCount(groupSize: 2) == 210)
    #expect {
      try enumeration.moments(of: Algorithm(groupSize: 16, baseline: .leaveOneOut))
    } throws: {
      "\($0)"
        == "4059928950 possible groups exceed the limit of 625000; lower the group size, or sample them"
        + " (Monte Carlo)"
    }
    #expect(
      throws: SimulationError.dependsOnOtherGroups(
        part: "baseline", summary: "mean over the batch's rollouts")
    ) {
      try enumeration.moments(of: Algorithm(groupSize: 2, baseline: .batchMean(over: .rollouts)))
    }
  }
}
