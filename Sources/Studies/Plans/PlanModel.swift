import Algorithms
import Foundation
import PolicyGradientTheory
import Populations
import RunFiles

/// The rules of a plan, tabulated once, and what they do to a population.
struct PlanModel {
  let settings: PlanSettings
  let names: [String]
  /// For every algorithm all group sizes, one after the other.
  let rules: [PlannedRule]
  private let trainings: [MeanFieldTraining]

  /// - Throws: ``RunError`` naming the algorithm that has no place in a plan.
  init(_ algorithms: [(name: String, algorithm: Algorithm)], settings: PlanSettings) throws {
    self.settings = settings
    names = algorithms.map(\.name)
    rules = try algorithms.flatMap { named in
      try settings.groupSizes.map { size in
        var algorithm = named.algorithm
        algorithm.groupSize = size
        return try PlannedRule(planning: named.name, algorithm: algorithm)
      }
    }
    trainings = try rules.map {
      try MeanFieldTraining(
        rule: $0, mobility: Mobility(settings.mobility), scoreSpread: settings.scoreSpread,
        stepSize: settings.stepSize)
    }
  }

  /// The positions of an algorithm's rules.
  func rules(ofAlgorithm algorithm: Int) -> Range<Int> {
    let size = settings.groupSizes.count
    return algorithm * size..<(algorithm + 1) * size
  }

  /// Updates to the target, or why there are none.
  func updates(of rates: PromptRates, rule: Int) -> Result<Double, MeanFieldTraining.Obstacle> {
    Result { () throws(MeanFieldTraining.Obstacle) in
      try trainings[rule].updates(from: rates, to: settings.target)
    }
  }

  /// The signal per rollout of every rule of an algorithm, at a spread of scores.
  func signals(of rates: PromptRates, algorithm: Int, scoreSpread: Double) -> [Double] {
    rules(ofAlgorithm: algorithm).map { index in
      let moments = SignalMoments(of: rates, under: rules[index], scoreSpread: scoreSpread)
      return moments.signalPerGroup / Double(rules[index].groupSize)
    }
  }

  /// The smallest group whose signal per rollout is at least 90 % of the best; nil where there is no signal.
  func recommendation(_ signals: [Double]) -> Int? {
    guard let best = signals.max(), best > 0 else { return nil }
    return zip(settings.groupSizes, signals).first { $0.1 >= PlanSettings.sufficientSignal * best }?.0
  }

  /// Every quantity that a population has.
  ///
  /// - Parameter counts: the attempts in which the population would be probed, if it is a mixture.
  func quantities(of rates: PromptRates, mixture: BetaMixture?, counts: ProbeCounts?) throws -> [PlanQuantity:
    Double]
  {
    var values: [PlanQuantity: Double] = [.meanSuccess: rates.mean]
    let moving = rates.compressed
    var countProbabilities: [Int: [Double]] = [:]
    for size in settings.groupSizes {
      let probabilities = try rates.countProbabilities(groupSize: size)
      countProbabilities[size] = probabilities
      let (fail, succeed) = (probabilities[0], probabilities[size])
      values[.allFail(groupSize: size)] = fail
      values[.allSucceed(groupSize: size)] = succeed
      values[.dead(groupSize: size)] = fail + succeed
      if fail + succeed < 1 { values[.groupsPerLiveGroup(groupSize: size)] = 1 / (1 - fail - succeed) }
    }
    addBands(of: rates, to: &values)
    for (index, rule) in rules.enumerated() {
      values[.useful(rule: index)] = rule.usefulShare(counts: countProbabilities[rule.groupSize] ?? [])
      let moments = SignalMoments(of: rates, under: rule, scoreSpread: settings.scoreSpread)
      values[.signalShare(rule: index)] = moments.signalShare
      values[.signalPerRollout(rule: index)] = moments.signalPerGroup / Double(rule.groupSize)
      let updates: Double =
        switch updates(of: moving, rule: index) {
        case .success(let updates): updates
        // A resample may be there already, or never get there, where the population is not and does.
        case .failure(.alreadyReached): 0
        case .failure: .infinity
        }
      values[.updates(rule: index)] = updates
      values[.rolloutsPerPrompt(rule: index)] = updates * Double(rule.groupSize)
    }
    for algorithm in names.indices {
      let signals = rules(ofAlgorithm: algorithm).map { values[.signalPerRollout(rule: $0)] ?? 0 }
      guard let best = signals.max(), best > 0 else { continue }
      for (rule, signal) in zip(rules(ofAlgorithm: algorithm), signals) {
        values[.relativeSignal(rule: rule)] = signal / best
      }
      values[.recommended(algorithm: algorithm)] = recommendation(signals).map(Double.init)
    }
    if let mixture, let counts { addProbes(counts, of: mixture, to: &values) }
    return values
  }

  private func addBands(of rates: PromptRates, to values: inout [PlanQuantity: Double]) {
    let responses = rules.map { rule in rates.atoms.map { rule.response(atLogit: $0.logit).weight } }
    let classWeights = responses.map { weights in
      zip(rates.atoms, weights).map { $0.0.weight * $0.0.rate * (1 - $0.0.rate) * $0.1 }
    }
    let totals = classWeights.map { $0.reduce(0, +) }
    for (index, band) in DifficultyBand.all.enumerated() {
      let members = rates.atoms.indices.filter { band.contains(rates.atoms[$0].rate) }
      let share = members.reduce(0) { $0 + rates.atoms[$1].weight }
      values[.band(index)] = share
      func mean(_ value: (Int) -> Double) -> Double? {
        share > 0 ? members.reduce(0) { $0 + rates.atoms[$1].weight * value($1) } / share : nil
      }
      for size in settings.groupSizes {
        values[.bandDead(index, groupSize: size)] = mean {
          Self.deadShare(rates.atoms[$0].rate, groupSize: size)
        }
      }
      for rule in rules.indices {
        values[.bandWeight(index, rule: rule)] = mean { responses[rule][$0] }
        if totals[rule] != 0 {
          values[.bandSignal(index, rule: rule)] =
            members.reduce(0) { $0 + classWeights[rule][$1] } / totals[rule]
        }
      }
    }
  }

  /// ρⁿ + (1 − ρ)ⁿ.
  static func deadShare(_ rate: Double, groupSize: Int) -> Double {
    pow(rate, Double(groupSize)) + pow(1 - rate, Double(groupSize))
  }

  /// What probes as many as those of `counts` would show of a mixture.
  private func addProbes(
    _ counts: ProbeCounts, of mixture: BetaMixture, to values: inout [PlanQuantity: Double]
  ) {
    let prompts = Double(counts.promptCount)
    let numbers = Dictionary(grouping: counts.pairs, by: \.attempts).mapValues { pairs in
      pairs.reduce(0) { $0 + $1.prompts }
    }
    values[.readAllFail] = 0
    values[.readAllSucceed] = 0
    for size in settings.groupSizes { values[.expectedPlugIn(groupSize: size)] = 0 }
    for (attempts, number) in numbers.sorted(by: { $0.key < $1.key }) {
      let share = Double(number) / prompts
      let probabilities = mixture.countProbabilities(trials: attempts)
      values[.readAllFail, default: 0] += share * probabilities[0]
      values[.readAllSucceed, default: 0] += share * probabilities[attempts]
      for size in settings.groupSizes {
        values[.expectedPlugIn(groupSize: size), default: 0] +=
          share
          * probabilities.enumerated().reduce(0) {
            $0 + $1.element * Self.deadShare(Double($1.offset) / Double(attempts), groupSize: size)
          }
      }
    }
    values[.belowThreshold] = mixture.cumulativeProbability(at: ProbeReport.threshold)
    values[.rateOfAllFail] = mixture.posteriorMean(successes: 0, attempts: ProbeReport.commonAttempts(counts))
  }
}

extension PlannedRule {
  /// A rule, with errors that name the algorithm.
  fileprivate init(planning name: String, algorithm: Algorithm) throws {
    do {
      try self.init(name: name, algorithm: algorithm)
    } catch TheoryError.needsBatchRate(let part, let summary) {
      throw RunError(
        .badData,
        "\(name): its \(part), \(summary), reads other groups; a plan needs a rule of a prompt's own group")
    } catch let error as TheoryError {
      throw RunError(.badData, "\(name): \(error)")
    } catch let error as AlgorithmError {
      throw RunError(.badData, "\(name) with \(algorithm.groupSize) rollouts: \(error)")
    }
  }
}
