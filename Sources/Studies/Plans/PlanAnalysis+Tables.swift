import Foundation
import Reporting

extension PlanAnalysis {
  /// The plan as tables that fit 100 columns for up to three algorithms.
  public var tables: [Table] {
    [groupTable, probeTable, timeTable, bandTable].compactMap { $0 }
  }

  private static func column(_ header: String) -> Column { Column(header: header, alignment: .trailing) }

  private var prompts: String {
    let mean = "mean success \(population.meanSuccess.percent) %"
    switch population.kind {
    case .rates: return "\(population.prompts ?? 0) prompts of known rate, \(mean)"
    case .mixture: return "prompts from \(population.mixture ?? ""), \(mean)"
    case .counts: return "\(population.prompts ?? 0) prompts by successes and attempts, \(mean)"
    }
  }

  private var groupTable: Table {
    Table(
      title: prompts,
      columns: ["n", "dead %", "all fail %", "all succeed %", "groups per live"].map(Self.column),
      rows: groups.map {
        ["\($0.groupSize)"] + [$0.deadShare, $0.allFailShare, $0.allSucceedShare].map(\.percent)
          + [$0.groupsPerLiveGroup.short]
      },
      note: population.kind == .counts
        ? "Fitted: \(population.mixture ?? ""). Brackets: 95 % bootstrap intervals over prompts. Numbers by difficulty, signal and"
          + " updates depend on the shape assumed as well, and their intervals may be too short." : nil)
  }

  private var probeTable: Table? {
    guard let probes else { return nil }
    return Table(
      title: "Dead groups in %, if k/m of the probes were the rate",
      columns: ["n", "fitted", "k/m, these prompts", "k/m, expected"].map(Self.column),
      rows: groups.map {
        [
          "\($0.groupSize)", $0.deadShare.percent, percent($0.plugInDeadShare ?? .nan),
          $0.expectedPlugInDeadShare?.percent ?? "–",
        ]
      },
      note: probes.sentence)
  }

  private var timeTable: Table {
    Table(
      title:
        "From mean success \(percent(population.meanSuccess.value ?? .nan)) % to \(percent(settings.target)) %",
      columns: [Column(header: "algorithm")]
        + ["n", "useful %", "signal/rollout %", "updates", "rollouts per prompt"].map(Self.column),
      rows: algorithms.flatMap { plan in
        plan.groups.map {
          [plan.algorithm, "\($0.groupSize)", $0.usefulShare.percent, $0.relativeSignalPerRollout.percent]
            + [$0.updates, $0.rolloutsPerPrompt].map(\.short)
        }
      },
      note: timeNote)
  }

  private var timeNote: String {
    var reasons: [String] = []
    for plan in algorithms {
      for group in plan.groups {
        guard let reason = group.unreachable, !reasons.contains(where: { $0.hasSuffix(reason) }) else {
          continue
        }
        reasons.append("No updates: \(reason)")
      }
    }
    let clock =
      "Updates and rollouts are for step size \(shortNumber(settings.stepSize)), and in proportion to its inverse:"
      + " compare them, do not take them for a schedule."
    return
      (reasons.map { $0 + "." } + [clock]
      + algorithms.flatMap { plan in
        plan.assumptions.map { "\(plan.algorithm): \($0)" }
      }).joined(separator: "\n")
  }

  /// By difficulty at one group size, the first algorithm's recommendation.
  private var bandTable: Table? {
    guard let size = algorithms.first?.recommendation.groupSize.value.map({ Int($0) }) else { return nil }
    let rules = algorithms.compactMap { plan in
      plan.groups.first { $0.groupSize == size }.map { (name: plan.algorithm, rule: $0) }
    }
    return Table(
      title: "By difficulty, n = \(size)",
      columns: [Column(header: "success rate")]
        + (["prompts %", "dead %"] + rules.flatMap { ["Ω \($0.name)", "gradient %"] }).map(Self.column),
      rows: rules[0].rule.bands.indices.map { index in
        let band = rules[0].rule.bands[index]
        return [
          "\(shortNumber(band.from))–\(shortNumber(band.to))", band.prompts.percent,
          band.deadShare.value.map(percent) ?? "–",
        ]
          + rules.flatMap { rule in
            let band = rule.rule.bands[index]
            return [
              band.effectiveWeight.value.map(shortNumber) ?? "–",
              band.gradientShare.value.map(percent) ?? "–",
            ]
          }
      })
  }

  /// The recommendations and what they rest on, a paragraph each.
  public var advice: [String] {
    algorithms.map(advice) + [
      "This rests on a model: prompts learn independently, expectations stand for samples, and every prompt has one group"
        + " per update; \(settings.mobility.rawValue) mobility; scores that spread"
        + " \(shortNumber(settings.scoreSpread)) times as much within successes or failures as between them (--score-spread);"
        + " rates that do not change between the probe and training; no reuse of rollouts off policy, no clipping, no KL"
        + " term."
    ]
  }

  private func advice(_ plan: AlgorithmPlan) -> String {
    let best = plan.recommendation
    guard let size = best.groupSize.value.map({ Int($0) }),
      let group = groups.first(where: { $0.groupSize == size })
    else {
      return "\(plan.algorithm): no group size has any signal: every group is dead, or the rule ignores it."
    }
    let agreement = best.agreement.map { " (\(percent($0)) % of resamples agree)" } ?? ""
    var sentences = [
      "\(plan.algorithm): take n = \(size)\(agreement), the smallest with 90 % of the best signal per rollout now;"
        + " \(percent(group.deadShare.value ?? .nan)) % of its groups are expected to be dead."
    ]
    let others = [("a quarter of", best.atQuarterSpread), ("four times", best.atFourfoldSpread)].map {
      "n = \($0.1.map(String.init) ?? "–") at \($0.0) the score spread"
    }
    sentences.append("It would be \(others.joined(separator: " and ")).")
    if let fewest = best.fewestRollouts, let fastest = best.fewestUpdates {
      let chosen = plan.groups.first { $0.groupSize == size }?.rolloutsPerPrompt.value ?? .nan
      let least = plan.groups.first { $0.groupSize == fewest }?.rolloutsPerPrompt.value ?? .nan
      let saving = fewest == size ? "" : ", \(percent(1 - least / chosen)) % fewer than with n = \(size)"
      sentences.append(
        "On the whole way to the target n = \(fewest) takes the fewest rollouts\(saving); n = \(fastest) takes the fewest"
          + " updates.")
    }
    return sentences.joined(separator: " ")
  }
}

extension ProbeReport {
  /// What the probes show and hide, in words.
  var sentence: String {
    let read =
      "\(percent(observedAllFail)) % of prompts never succeeded (the fit expects \(fittedAllFail.percent)) and"
      + " \(percent(observedAllSucceed)) % always did (\(fittedAllSucceed.percent))."
    let truth =
      "Yet prompts that read 0/\(attempts) succeed at \(meanRateOfAllFail.percent) % on average, and only"
      + " \(belowThreshold.percent) % of prompts have ρ < \(shortNumber(Self.threshold))."
    let warning =
      fitIsPoor ? " The fit misses what was observed by more than four standard errors: trust it little." : ""
    return read + " " + truth + warning
  }
}

extension BoundedValue {
  /// In percent, as in "31 [25, 38]".
  fileprivate var percent: String { text(Studies.percent) }

  /// Three digits, as in "812 [640, 1010]".
  fileprivate var short: String {
    text { number in
      number.isFinite
        ? number >= 999.5 && number < 1e6 ? "\(Int(number.rounded()))" : String(format: "%.3g", number)
        : shortNumber(number)
    }
  }

  private func text(_ number: (Double) -> String) -> String {
    guard let value else { return "–" }
    guard let lower, let upper else { return number(value) }
    return "\(number(value)) [\(number(lower)), \(number(upper))]"
  }
}

/// A share in percent: whole numbers from 10 on, one digit after the point below, two below 1, and less than that in words.
private func percent(_ share: Double) -> String {
  let value = 100 * share
  let digits = value >= 9.95 ? 0 : value >= 0.995 || value == 0 ? 1 : 2
  guard value == 0 || value >= 0.005 else { return "<0.01" }
  return value == 0 ? "0" : String(format: "%.\(digits)f", value)
}
