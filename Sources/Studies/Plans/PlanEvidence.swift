import Populations
import RandomStreams
import Reporting
import RunFiles

/// The quantities of a population and of its resamples.
struct PlanEvidence {
  let summary: PlanAnalysis.PromptSummary
  let rates: PromptRates
  let counts: ProbeCounts?
  private let values: [PlanQuantity: Double]
  private let resamples: [[PlanQuantity: Double]]

  init(_ source: PopulationSource, model: PlanModel) throws {
    let path = StreamPath(seed: model.settings.seed)["plan"]
    let mixture: BetaMixture?
    switch source {
    case .rates(let list):
      (rates, mixture, counts, resamples) = (PromptRates(list), nil, nil, [])
    case .mixture(let given):
      (rates, mixture, counts, resamples) = (PromptRates(given), given, nil, [])
    case .counts(let observed):
      try Self.checkOutcomes(of: observed)
      let fit = try BetaMixtureFit(to: observed)
      (rates, mixture, counts) = (PromptRates(fit.mixture), fit.mixture, observed)
      resamples = try fit.bootstrap(replicates: model.settings.resamples, path: path["bootstrap"]).map {
        try model.quantities(of: PromptRates($0.mixture), mixture: $0.mixture, counts: observed)
      }
    }
    values = try model.quantities(of: rates, mixture: mixture, counts: counts)
    let (kind, prompts): (PlanAnalysis.PromptSummary.Kind, Int?) =
      switch source {
      case .rates(let list): (.rates, list.count)
      case .counts(let observed): (.counts, observed.promptCount)
      case .mixture: (.mixture, nil)
      }
    summary = PlanAnalysis.PromptSummary(
      kind: kind, prompts: prompts, mixture: mixture?.description,
      meanSuccess: BoundedValue(
        value: values[.meanSuccess], resamples: resamples.compactMap { $0[.meanSuccess] }),
      neverSucceed: rates.mean { $0.rate == 0 ? 1 : 0 }, alwaysSucceed: rates.mean { $0.rate == 1 ? 1 : 0 })
  }

  /// Refuses probes that all fail or all succeed: resampling them shows no chance at all, and their intervals would lie.
  private static func checkOutcomes(of counts: ProbeCounts) throws {
    let outcomes =
      [("succeeded", { $0.successes == 0 }), ("failed", { $0.successes == $0.attempts })]
      as [(String, (ProbeCounts.Pair) -> Bool)]
    for (outcome, isMissing) in outcomes where counts.share(where: isMissing) == 1 {
      throw RunError(
        .badData,
        "none of \(counts.promptCount) prompts ever \(outcome); a plan needs successes and failures: probe more prompts, or"
          + " each more often")
    }
  }

  /// A quantity with its interval.
  func bounded(_ quantity: PlanQuantity) -> BoundedValue {
    BoundedValue(value: values[quantity], resamples: resamples.compactMap { $0[quantity] })
  }

  /// What a rule does with the population.
  func rule(_ index: Int, model: PlanModel) -> PlanAnalysis.Rule {
    let size = model.rules[index].groupSize
    var obstacle: MeanFieldTraining.Obstacle?
    if case .failure(let found) = model.updates(of: rates.compressed, rule: index) { obstacle = found }
    func unlessThere(_ quantity: PlanQuantity) -> BoundedValue {
      obstacle == nil ? bounded(quantity) : BoundedValue(value: nil, resamples: [])
    }
    return PlanAnalysis.Rule(
      groupSize: size, usefulShare: bounded(.useful(rule: index)),
      signalShare: bounded(.signalShare(rule: index)),
      signalPerRollout: bounded(.signalPerRollout(rule: index)),
      relativeSignalPerRollout: bounded(.relativeSignal(rule: index)),
      updates: unlessThere(.updates(rule: index)),
      rolloutsPerPrompt: unlessThere(.rolloutsPerPrompt(rule: index)),
      unreachable: obstacle?.phrase(target: model.settings.target),
      bands: DifficultyBand.all.enumerated().map { position, band in
        PlanAnalysis.Band(
          from: band.from, to: band.to, prompts: bounded(.band(position)),
          deadShare: bounded(.bandDead(position, groupSize: size)),
          effectiveWeight: bounded(.bandWeight(position, rule: index)),
          gradientShare: bounded(.bandSignal(position, rule: index)))
      })
  }

  /// Which group size an algorithm should have.
  func recommendation(ofAlgorithm algorithm: Int, model: PlanModel) -> PlanAnalysis.Recommendation {
    let recommended = PlanQuantity.recommended(algorithm: algorithm)
    func at(_ factor: Double) -> Int? {
      model.recommendation(
        model.signals(of: rates, algorithm: algorithm, scoreSpread: factor * model.settings.scoreSpread))
    }
    func fewest(_ quantity: (Int) -> PlanQuantity) -> Int? {
      model.rules(ofAlgorithm: algorithm)
        .compactMap { rule in values[quantity(rule)].map { (size: model.rules[rule].groupSize, value: $0) } }
        .min { $0.value < $1.value }.flatMap { $0.value > 0 && $0.value.isFinite ? $0.size : nil }
    }
    return PlanAnalysis.Recommendation(
      groupSize: bounded(recommended),
      agreement: resamples.isEmpty
        ? nil
        : Double(resamples.count { $0[recommended] == values[recommended] }) / Double(resamples.count),
      atQuarterSpread: at(0.25), atFourfoldSpread: at(4),
      fewestRollouts: fewest { .rolloutsPerPrompt(rule: $0) },
      fewestUpdates: fewest { .updates(rule: $0) })
  }
}

extension MeanFieldTraining.Obstacle {
  /// Why the target has no number of updates, as a phrase.
  func phrase(target: Double) -> String {
    switch self {
    case .alreadyReached(let mean):
      "the mean success rate is \(shortNumber(mean)) already, which is no less than the target \(shortNumber(target))"
    case .ceiling(let ceiling):
      "prompts that never succeed, or less than once in a million, keep the mean success rate below \(shortNumber(ceiling)), and the target is"
        + " \(shortNumber(target))"
    case .noProgress(let rate):
      "the effective weight is not positive \(Self.place(of: rate)), where prompts stand still or fall"
    case .tooSlow: "progress is too slow to put a number on"
    }
  }

  /// At a rate, or near an end that it cannot be told from.
  private static func place(of rate: Double) -> String {
    rate < 1e-6
      ? "near success rate 0"
      : rate > 1 - 1e-6 ? "near success rate 1" : "at success rate \(shortNumber(rate))"
  }
}
