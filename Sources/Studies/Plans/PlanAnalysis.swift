import Algorithms
import Foundation
import PolicyGradientTheory
import Populations
import RandomStreams
import RunFiles

/// What to expect of training on a population of prompts, before it starts: the `plan` command.
public struct PlanAnalysis: Encodable, Sendable {
  /// The prompts.
  public struct PromptSummary: Encodable, Sendable {
    /// Where the success rates come from.
    public enum Kind: String, Encodable, Sendable {
      /// Rates were given.
      case rates
      /// Successes and attempts were given, and a mixture was fitted to them.
      case counts
      /// A mixture was given.
      case mixture
    }

    /// Where the success rates come from.
    public let kind: Kind
    /// How many prompts were given; nil for a mixture.
    public let prompts: Int?
    /// The mixture that was given or fitted, as text; nil for rates.
    public let mixture: String?
    /// The mean success rate.
    public let meanSuccess: BoundedValue
    /// The share of prompts given at exactly 0, which never learn.
    public let neverSucceed: Double
    /// The share of prompts given at exactly 1, which have learnt.
    public let alwaysSucceed: Double
  }

  /// What any algorithm finds in groups of one size.
  public struct Group: Encodable, Sendable {
    /// n.
    public let groupSize: Int
    /// The expected share of dead groups, E[ρⁿ + (1 − ρ)ⁿ].
    public let deadShare: BoundedValue
    /// The share in which all rollouts fail.
    public let allFailShare: BoundedValue
    /// The share in which all rollouts succeed.
    public let allSucceedShare: BoundedValue
    /// Groups to generate for one that is not dead, 1/(1 − dead share); nil where all are.
    public let groupsPerLiveGroup: BoundedValue
    /// The dead share with k/m in place of ρ, of the prompts as observed; nil but for counts.
    public let plugInDeadShare: Double?
    /// What that is expected to be under the fitted mixture; nil but for counts.
    public let expectedPlugInDeadShare: BoundedValue?
  }

  /// Prompts of similar difficulty under one algorithm and group size.
  public struct Band: Encodable, Sendable {
    /// The lowest rate.
    public let from: Double
    /// The rate above the highest.
    public let to: Double
    /// The share of prompts.
    public let prompts: BoundedValue
    /// Their share of dead groups; nil where there are no prompts.
    public let deadShare: BoundedValue
    /// Their mean Ω_n; nil where there are no prompts.
    public let effectiveWeight: BoundedValue
    /// Their share of the expected gradient, by class weight ρ(1 − ρ)Ω_n.
    public let gradientShare: BoundedValue
  }

  /// What an algorithm does with groups of one size.
  public struct Rule: Encodable, Sendable {
    /// n.
    public let groupSize: Int
    /// The expected share of rollouts with an advantage other than 0.
    public let usefulShare: BoundedValue
    /// s, the share of a group's squared gradient that is signal.
    public let signalShare: BoundedValue
    /// (1/n)(E Ω G)²/E[Ω² G + Var g].
    public let signalPerRollout: BoundedValue
    /// The same relative to the best group size of the algorithm.
    public let relativeSignalPerRollout: BoundedValue
    /// Updates until the mean success rate is the target; nil where it is not reached.
    public let updates: BoundedValue
    /// Updates times n.
    public let rolloutsPerPrompt: BoundedValue
    /// Why there are no updates; nil where there are.
    public let unreachable: String?
    /// The same prompts by difficulty.
    public let bands: [Band]
  }

  /// Which group size an algorithm should have.
  public struct Recommendation: Encodable, Sendable {
    /// The smallest n with 90 % of the best signal per rollout; nil where there is no signal.
    public let groupSize: BoundedValue
    /// The share of resamples that recommend the same; nil for rates.
    public let agreement: Double?
    /// The recommendation at a quarter of the score spread.
    public let atQuarterSpread: Int?
    /// The recommendation at four times the score spread.
    public let atFourfoldSpread: Int?
    /// The n that reaches the target with the fewest rollouts; nil where none does.
    public let fewestRollouts: Int?
    /// The n that reaches the target with the fewest updates; nil where none does.
    public let fewestUpdates: Int?
  }

  /// An algorithm under all group sizes.
  public struct AlgorithmPlan: Encodable, Sendable {
    /// The algorithm, as it was named.
    public let algorithm: String
    /// What the numbers leave out of it.
    public let assumptions: [String]
    /// Every group size.
    public let groups: [Rule]
    /// Which of them to take.
    public let recommendation: Recommendation
  }

  /// The prompts.
  public let population: PromptSummary
  /// What was asked for.
  public let settings: PlanSettings
  /// Every group size.
  public let groups: [Group]
  /// Every algorithm, in the order in which they were named.
  public let algorithms: [AlgorithmPlan]
  /// What the probes show and hide; nil but for counts.
  public let probes: ProbeReport?

  /// Plans for a population.
  ///
  /// - Parameters:
  ///   - source: what is known of the prompts.
  ///   - algorithms: algorithms and what they are called; their own group size does not count.
  ///   - settings: what is asked for.
  /// - Throws: ``RunError`` naming an algorithm that has no place in a plan; `PopulationError` where no mixture fits.
  public init(
    of source: PopulationSource, algorithms: [(name: String, algorithm: Algorithm)], settings: PlanSettings
  ) throws {
    let model = try PlanModel(algorithms, settings: settings)
    let evidence = try PlanEvidence(source, model: model)
    let bounded = evidence.bounded
    self.settings = settings
    population = evidence.summary
    probes = evidence.counts.map { ProbeReport($0, bounded: bounded) }
    groups = settings.groupSizes.map { size in
      Group(
        groupSize: size, deadShare: bounded(.dead(groupSize: size)),
        allFailShare: bounded(.allFail(groupSize: size)),
        allSucceedShare: bounded(.allSucceed(groupSize: size)),
        groupsPerLiveGroup: bounded(.groupsPerLiveGroup(groupSize: size)),
        plugInDeadShare: evidence.counts.map { counts in
          counts.mean { PlanModel.deadShare(Double($0.successes) / Double($0.attempts), groupSize: size) }
        },
        expectedPlugInDeadShare: evidence.counts.map { _ in bounded(.expectedPlugIn(groupSize: size)) })
    }
    self.algorithms = algorithms.enumerated().map { position, named in
      AlgorithmPlan(
        algorithm: named.name,
        assumptions: named.algorithm.planAssumptions,
        groups: model.rules(ofAlgorithm: position).map { evidence.rule($0, model: model) },
        recommendation: evidence.recommendation(ofAlgorithm: position, model: model))
    }
  }

  private enum CodingKeys: String, CodingKey { case population, settings, groups, algorithms, probes }
}

extension Algorithm {
  /// What a plan leaves out of an algorithm or takes for granted, as phrases.
  fileprivate var planAssumptions: [String] {
    setAside.map { "\($0.name) set aside: \($0.summary)" }
      + (selection.resamplesDeadGroups
        ? [
          "dead groups are counted as generated, not as replaced; per rollout that is generated the two agree"
        ] : [])
  }
}
