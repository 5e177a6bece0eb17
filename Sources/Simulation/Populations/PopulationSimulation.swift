import Algorithms
import Dispatch
import Foundation
import RandomStreams
import Synchronization

/// A population of prompts under an algorithm with finite groups and finite steps.
///
/// Prompt i has a success logit z_i, ρ_i = σ(z_i). In every update every prompt gets a group of n rollouts, of which
/// k ~ Bin(n, ρ) succeed, exactly; the algorithm turns the counts into advantages, these into the gradient of the logit,
/// and that into a step. Responses have one token, so aggregation by length and a KL term play no part; a group that
/// would be resampled contributes 0.
///
/// Counts are drawn by inversion from numbers addressed by (path, step, prompt): results are the same bits whatever the
/// number of threads and whichever prompts are simulated together, and algorithms that are compared at one path see
/// the same numbers.
public struct PopulationSimulation: Sendable {
  private let logits: [Double]
  private let rule: GroupRule
  private let stepSize: Double
  private let metric: StepMetric
  private let sharing: FeatureSharing

  /// A population as it is before the first update.
  ///
  /// - Parameters:
  ///   - rates: ρ of every prompt, strictly between 0 and 1.
  ///   - algorithm: the algorithm, with the size of its groups, 1 … 4096.
  ///   - stepSize: η > 0.
  ///   - metric: what the step is measured in; the natural metric is for prompts without shared features.
  ///   - sharing: how prompts hang together.
  /// - Throws: ``SimulationError`` where a number is out of range, or the algorithm reads more than outcomes;
  ///   `AlgorithmError` where it is not defined for groups of its size.
  public init(
    rates: [Double], algorithm: Algorithm, stepSize: Double, metric: StepMetric = .vanilla,
    sharing: FeatureSharing = .none
  ) throws {
    guard !rates.isEmpty else { throw SimulationError.noPrompts }
    for (index, rate) in rates.enumerated() where !(rate > 0 && rate < 1) {
      throw SimulationError.outOfRange(
        name: "the success rate of prompt \(index + 1)", value: rate, legal: "between 0 and 1, both excluded")
    }
    guard stepSize > 0 && stepSize.isFinite else {
      throw SimulationError.outOfRange(
        name: "the step size", value: stepSize, legal: "a finite number above 0")
    }
    if case .features(let count) = sharing {
      guard (1...65536).contains(count) else {
        throw SimulationError.outOfRange(
          name: "the number of shared features", value: Double(count), legal: "between 1 and 65536")
      }
      guard metric == .vanilla else { throw SimulationError.naturalMetricOfSharedFeatures }
    }
    logits = rates.map { log($0) - log1p(-$0) }
    rule = try GroupRule(algorithm)
    self.stepSize = stepSize
    self.metric = metric
    self.sharing = sharing
  }

  /// Runs the updates.
  ///
  /// - Parameters:
  ///   - steps: how many updates, at least 1.
  ///   - recordEvery: after how many updates the population is measured, at least 1; it is measured at the start and at
  ///     the end in any case.
  ///   - path: the address of all random numbers of this run.
  ///   - jobs: how many threads share the work where prompts do not interact; results do not depend on it.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``; `AlgorithmError` where a rule that reads the batch is
  ///   not defined for one of them.
  public func run(
    steps: Int, recordEvery: Int = 1, path: StreamPath, jobs: Int = 1
  ) throws -> PopulationPath {
    for (name, value) in [("the number of steps", steps), ("the distance of measurements", recordEvery)]
    where !(1...Int(UInt32.max)).contains(value) {
      throw SimulationError.outOfRange(
        name: name, value: Double(value), legal: "between 1 and \(UInt32.max)")
    }
    let schedule = Schedule(steps: steps, recordEvery: recordEvery)
    let sampler = GroupCountSampler(groupSize: rule.groupSize, path: path)
    let (measurement, logits) =
      switch sharing {
      case .features(let count):
        try runTogether(
          schedule, sampler, features: SharedFeatures(count: count, prompts: self.logits.count, path: path))
      case .none where rule.readsBatch: try runTogether(schedule, sampler, features: nil)
      case .none: runApart(schedule, sampler, jobs: jobs)
      }
    let count = Double(logits.count)
    return PopulationPath(
      steps: schedule.recorded, meanSuccess: measurement.successes.map { $0 / count },
      deadGroupShare: measurement.deadShares.map { $0 / count },
      finalRates: logits.map { successRates(ofLogit: $0).success })
  }
}

// MARK: - Prompts that do not interact

extension PopulationSimulation {
  /// How many prompts go through all updates together: their logits and counts stay in the first-level cache.
  private static let blockSize = 1024

  /// Block after block goes through all updates.
  private func runApart(
    _ schedule: Schedule, _ sampler: GroupCountSampler, jobs: Int
  ) -> (PopulationMeasurement, [Double]) {
    let starts = Array(stride(from: 0, to: logits.count, by: Self.blockSize))
    let finished = Mutex([(PopulationMeasurement, [Double])?](repeating: nil, count: starts.count))
    let jobs = min(max(1, jobs), starts.count)
    let share = (starts.count + jobs - 1) / jobs
    DispatchQueue.concurrentPerform(iterations: (starts.count + share - 1) / share) { job in
      for block in job * share..<min(starts.count, (job + 1) * share) {
        let end = min(logits.count, starts[block] + Self.blockSize)
        let result = advance(
          Array(logits[starts[block]..<end]), firstPrompt: starts[block], schedule, sampler)
        finished.withLock { $0[block] = result }
      }
    }
    var measurement = PopulationMeasurement()
    var final: [Double] = []
    final.reserveCapacity(logits.count)
    for case let (sums, logits)? in finished.withLock({ $0 }) {
      measurement.add(sums)
      final += logits
    }
    return (measurement, final)
  }

  private func advance(
    _ start: [Double], firstPrompt: Int, _ schedule: Schedule, _ sampler: GroupCountSampler
  ) -> (PopulationMeasurement, [Double]) {
    var logits = start
    var counts = [UInt16](repeating: 0, count: logits.count)
    var measurement = PopulationMeasurement()
    let moves = rule.isCentred && metric == .vanilla ? rule.successPulls.map { stepSize * $0 } : nil
    measurement.record(logits: logits, groupSize: rule.groupSize)
    for step in 1...schedule.steps {
      sampler.draw(logits: logits, firstPrompt: firstPrompt, step: step, into: &counts)
      if let moves {
        GroupCountSampler.move(&logits, by: moves, counts: counts)
      } else {
        move(&logits, counts, rule)
      }
      if schedule.records(step) { measurement.record(logits: logits, groupSize: rule.groupSize) }
    }
    return (measurement, logits)
  }

  private func move(_ logits: inout [Double], _ counts: [UInt16], _ rule: GroupRule) {
    for index in logits.indices {
      logits[index] +=
        stepSize * rule.displacement(count: Int(counts[index]), logit: logits[index], metric: metric)
    }
  }
}

// MARK: - Prompts that interact

extension PopulationSimulation {
  /// All prompts go through one update after another.
  private func runTogether(
    _ schedule: Schedule, _ sampler: GroupCountSampler, features: SharedFeatures?
  ) throws -> (PopulationMeasurement, [Double]) {
    var rule = rule
    var logits = logits
    var parameters = features.map { [Double](repeating: 0, count: $0.count) } ?? []
    var counts = [UInt16](repeating: 0, count: logits.count)
    var measurement = PopulationMeasurement()
    measurement.record(logits: logits, groupSize: rule.groupSize)
    for step in 1...schedule.steps {
      sampler.draw(logits: logits, firstPrompt: 0, step: step, into: &counts)
      if rule.readsBatch {
        var histogram = [Int](repeating: 0, count: rule.groupSize + 1)
        for count in counts { histogram[Int(count)] += 1 }
        try rule.read(batchOf: histogram)
      }
      if let features {
        for prompt in logits.indices {
          let gradient = rule.displacement(
            count: Int(counts[prompt]), logit: logits[prompt], metric: .vanilla)
          if gradient != 0 { features.add(stepSize * gradient, times: prompt, to: &parameters) }
        }
        for prompt in logits.indices {
          logits[prompt] = self.logits[prompt] + features.product(of: prompt, parameters)
        }
      } else {
        move(&logits, counts, rule)
      }
      if schedule.records(step) { measurement.record(logits: logits, groupSize: rule.groupSize) }
    }
    return (measurement, logits)
  }
}

/// Which updates there are, and after which of them the population is measured.
private struct Schedule: Sendable {
  let steps: Int
  let recordEvery: Int

  /// 0, every multiple, and the last.
  var recorded: [Int] { [0] + (1...steps).filter(records) }

  func records(_ step: Int) -> Bool { step == steps || step.isMultiple(of: recordEvery) }
}
