import Algorithms
import Foundation
import RandomStreams
import Rollouts
import Simulation
import Testing

@Suite("Populations of prompts")
struct PopulationSimulationTests {
  static let rates = (0..<100).map { (Double($0) + 0.5) / 100 }
  static let path = StreamPath(seed: 4)["population"]

  static func simulation(
    _ algorithm: Algorithm, rates: [Double] = rates, stepSize: Double = 0.1, metric: StepMetric = .vanilla,
    sharing: FeatureSharing = .none
  ) throws -> PopulationSimulation {
    try PopulationSimulation(
      rates: rates, algorithm: algorithm, stepSize: stepSize, metric: metric, sharing: sharing)
  }

  /// Every reading of the catalogue that a simulation takes, with the advantages of real batches: three updates by
  /// hand end where the simulation ends.
  @Test(arguments: StepMetric.allCases)
  func updatesFollowTheAlgorithm(metric: StepMetric) throws {
    var simulated = 0
    for preset in AlgorithmPreset.allCases {
      for (convention, reading) in preset.conventions {
        var algorithm = reading
        algorithm.groupSize = max(4, algorithm.groupSize)
        guard let simulation = try? Self.simulation(algorithm, metric: metric) else { continue }
        let path = Self.path["catalogue"]
        let sampler = GroupCountSampler(groupSize: algorithm.groupSize, path: path)
        var logits = Self.rates.map { GroupCountTests.logit($0) }
        for step in 1...3 {
          try Self.update(
            &logits, algorithm, GroupCountTests.draws(sampler, logits: logits, step: step), metric)
        }
        let final = try simulation.run(steps: 3, path: path).finalRates
        for (rate, logit) in zip(final, logits) {
          let expected = 1 / (1 + exp(-logit))
          #expect(abs(rate - expected) <= 1e-11 * expected, "\(preset), \(convention)")
        }
        simulated += 1
      }
    }
    #expect(simulated >= 40)
  }

  /// One update, from the advantages of rollouts.
  static func update(
    _ logits: inout [Double], _ algorithm: Algorithm, _ counts: [UInt16], _ metric: StepMetric
  ) throws {
    let size = algorithm.groupSize
    let rollouts = counts.flatMap { count in
      (0..<size).map { Rollout(reward: $0 < Int(count) ? 1 : 0, length: 1) }
    }
    let advantages = try algorithm.advantages(for: Batch(rollouts, groupSize: size))
    for prompt in logits.indices {
      let rate = 1 / (1 + exp(-logits[prompt]))
      var gradient = 0.0
      for index in prompt * size..<(prompt + 1) * size {
        gradient += advantages[index] * (rollouts[index].reward - rate) / Double(size)
      }
      logits[prompt] += 0.1 * gradient / (metric == .natural ? rate * (1 - rate) : 1)
    }
  }

  /// Threads, what else is simulated, and what is recorded change no bit.
  @Test func resultsDependOnTheAddressAlone() throws {
    let rates = (0..<5000).map { (Double($0 % 997) + 0.5) / 997 }
    let grpo = try AlgorithmPreset.grpo.algorithm(.paper).setting(["scale.deviation=population"])
    for algorithm in [grpo, try AlgorithmPreset.raft.algorithm(.paper)] {
      let whole = try Self.simulation(algorithm, rates: rates).run(steps: 20, path: Self.path)
      #expect(try Self.simulation(algorithm, rates: rates).run(steps: 20, path: Self.path, jobs: 3) == whole)
      let part = try Self.simulation(algorithm, rates: Array(rates[..<1500])).run(
        steps: 20, recordEvery: 7, path: Self.path)
      #expect(part.finalRates[...] == whole.finalRates[..<1500])
      #expect(part.steps == [0, 7, 14, 20])
      #expect(
        try Self.simulation(algorithm, rates: rates).run(steps: 20, path: Self.path["other"]) != whole)
    }
  }

  @Test func measurementsAreThoseOfTheRates() throws {
    let path = try Self.simulation(AlgorithmPreset.rloo.algorithm(.paper), rates: [0.2, 0.6]).run(
      steps: 1, path: Self.path)
    #expect(path.steps == [0, 1])
    let size = try AlgorithmPreset.rloo.algorithm(.paper).groupSize
    func dead(_ rates: [Double]) -> Double {
      rates.reduce(0) { $0 + pow($1, Double(size)) + pow(1 - $1, Double(size)) } / Double(rates.count)
    }
    for (index, rates) in [[0.2, 0.6], path.finalRates].enumerated() {
      let mean = rates.reduce(0, +) / 2
      #expect(abs(path.meanSuccess[index] - mean) <= 4 * mean.ulp)
      #expect(abs(path.deadGroupShare[index] - dead(rates)) <= 1e-13 * dead(rates))
    }
  }

  @Test func theFirstPassageIsInterpolated() throws {
    let path = try Self.simulation(AlgorithmPreset.rloo.algorithm(.paper), stepSize: 1).run(
      steps: 60, recordEvery: 20, path: Self.path)
    let (before, after) = (path.meanSuccess[1], path.meanSuccess[2])
    #expect(before < after)
    let passage = try #require(path.firstPassage(of: before + 0.25 * (after - before)))
    #expect(abs(passage - 25) <= 1e-9 * 25)
    #expect(path.firstPassage(of: path.meanSuccess[0]) == 0)
    #expect(path.firstPassage(of: 1) == nil)
  }

  /// A single prompt of unit features moves as one with a logit of its own, but for rounding.
  @Test func onePromptSharesNothing() throws {
    for preset in [AlgorithmPreset.rloo, .raft] {
      let algorithm = try preset.algorithm(.paper)
      let alone = try Self.simulation(algorithm, rates: [0.3]).run(steps: 50, path: Self.path)
      let shared = try Self.simulation(algorithm, rates: [0.3], sharing: .features(16)).run(
        steps: 50, path: Self.path)
      for (left, right) in zip(alone.meanSuccess, shared.meanSuccess) {
        #expect(abs(left - right) <= 1e-12 * left)
      }
    }
  }

  /// With one feature all features are ±1: prompts move as one, along or against it.
  @Test func sharedFeaturesMoveTogether() throws {
    let path = try Self.simulation(
      AlgorithmPreset.rloo.algorithm(.paper), rates: Array(repeating: 0.3, count: 64), sharing: .features(1)
    ).run(steps: 30, path: Self.path)
    #expect(Set(path.finalRates).count == 2)
    let logits = Set(path.finalRates.map { GroupCountTests.logit($0) - GroupCountTests.logit(0.3) }).sorted()
    #expect(abs(logits[0] + logits[1]) <= 1e-12 * logits[1])
  }

  @Test func errorsAreOneLine() throws {
    let rloo = try AlgorithmPreset.rloo.algorithm(.paper)
    func line(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(
      line { _ = try Self.simulation(rloo, rates: []) } == "there are no success rates; give at least one")
    #expect(
      line { _ = try Self.simulation(rloo, rates: [0.5, 1]) }
        == "the success rate of prompt 2 is 1; it must be between 0 and 1, both excluded")
    #expect(
      line { _ = try Self.simulation(rloo, rates: [.nan]) }
        == "the success rate of prompt 1 is nan; it must be between 0 and 1, both excluded")
    #expect(
      line { _ = try Self.simulation(rloo, stepSize: 0) }
        == "the step size is 0; it must be a finite number above 0")
    #expect(
      line { _ = try Self.simulation(rloo, stepSize: .infinity) }
        == "the step size is inf; it must be a finite number above 0")
    #expect(
      line { _ = try Self.simulation(rloo, metric: .natural, sharing: .features(3)) }
        == "prompts with shared features move in the vanilla metric only; choose it, or share no features")
    #expect(
      line { _ = try Self.simulation(rloo, sharing: .features(0)) }
        == "the number of shared features is 0; it must be between 1 and 65536")
    #expect(
      line { _ = try Self.simulation(rloo).run(steps: 0, path: Self.path) }
        == "the number of steps is 0; it must be between 1 and 4294967295")
    #expect(
      line { _ = try Self.simulation(rloo).run(steps: 1, recordEvery: 0, path: Self.path) }
        == "the distance of measurements is 0; it must be between 1 and 4294967295")
    var large = rloo
    large.groupSize = 4097
    #expect(
      line { _ = try Self.simulation(large) } == "the group size is 4097; it must be between 1 and 4096")
    #expect(
      line { _ = try Self.simulation(AlgorithmPreset.remax.algorithm(.paper)) }
        == "baseline (reward of the greedy response) reads more than which rollouts of a simulated prompt succeed, and there is no more to them; choose another baseline"
    )
  }
}
