import Rollouts

/// What an algorithm subtracts from a rollout's reward.
public enum Baseline: AlgorithmPart {
  /// b = 0: REINFORCE (Williams 1992).
  case none
  /// The same number b for every rollout.
  case constant(Double)
  /// The mean reward over all rollouts, or all tokens, of the batch, the own one included.
  ///
  /// Over rollouts it shrinks the expected gradient by 1 − 1/N for N rollouts in all.
  case batchMean(over: BatchUnit)
  /// A weighted mean of the rewards of the rollout's own group.
  case group(GroupMean)
  /// The largest reward of the group but one.
  case runnerUp
  /// The reward of the greedy response to the same prompt: ReMax (arXiv 2310.10505).
  case greedy
  /// The prompt's success rate as a tracker held it before the rollout: SPO (arXiv 2509.13232).
  case tracker
  /// A baseline for every token position of the group: the optimal token baseline (arXiv 2602.07078).
  case optimalToken(OptimalTokenBaseline)

  /// The mean of the group, own rollout included, which centres GRPO and its kin.
  public static let groupMean = Baseline.group(GroupMean(weight: .uniform, ownRollout: .included))

  /// The mean of the other rollouts of the group, known as RLOO.
  ///
  /// Source: Ahmadian and others, arXiv 2402.14740.
  public static let leaveOneOut = Baseline.group(GroupMean(weight: .uniform, ownRollout: .excluded))

  /// The mean of the group weighted by length to the power α.
  ///
  /// α = 1 with the own rollout included is OPO (arXiv 2505.23585); α = 0 is the plain mean.
  public static func lengthWeighted(exponent: Double = 1, ownRollout: GroupMean.OwnRollout) -> Baseline {
    .group(GroupMean(weight: .length(exponent: exponent), ownRollout: ownRollout))
  }

  /// The mean of the group weighted by ‖∇ log π(y)‖²: the sample version of the optimal baseline b* (result 1.2).
  public static func scoreNormWeighted(ownRollout: GroupMean.OwnRollout) -> Baseline {
    .group(GroupMean(weight: .squaredScoreNorm, ownRollout: ownRollout))
  }

  /// Every kind of baseline with its defaults.
  public static let prototypes: [Baseline] = [
    .none, .constant(0.5), .batchMean(over: .rollouts), .groupMean, .leaveOneOut,
    .lengthWeighted(ownRollout: .included), .scoreNormWeighted(ownRollout: .included), .runnerUp, .greedy,
    .tracker, .optimalToken(OptimalTokenBaseline()),
  ]

  /// The baseline as kind and fields.
  public var record: PartRecord {
    switch self {
    case .none: PartRecord("none")
    case .constant(let value): PartRecord("constant", ["value": .number(value)])
    case .batchMean(let unit): PartRecord("batchMean", ["over": .text(unit.rawValue)])
    case .group(let mean): mean.record
    case .runnerUp: PartRecord("runnerUp")
    case .greedy: PartRecord("greedy")
    case .tracker: PartRecord("tracker")
    case .optimalToken(let baseline): baseline.record
    }
  }

  /// The baseline that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "constant": self = .constant(try record.number("value"))
    case "batchMean": self = .batchMean(over: try record.word("over"))
    case "groupMean", "leaveOneOut", "lengthWeighted", "scoreNormWeighted":
      self = .group(try GroupMean(record))
    case "runnerUp": self = .runnerUp
    case "greedy": self = .greedy
    case "tracker": self = .tracker
    case "optimalToken": self = .optimalToken(try OptimalTokenBaseline(record))
    default: self = .none
    }
  }

  /// The baseline as a phrase for tables.
  public var summary: String {
    switch self {
    case .none: "none"
    case .constant(let value): "\(Setting.number(value))"
    case .batchMean(let unit): "mean over the batch's \(unit.rawValue)"
    case .group(let mean): mean.summary
    case .runnerUp: "second-best reward of the group"
    case .greedy: "reward of the greedy response"
    case .tracker: "tracked success rate of the prompt"
    case .optimalToken: "optimal baseline for every token position"
    }
  }

  /// What the advantage depends on: theory has closed forms for counts, training measures score norms on demand.
  public var dependence: Dependence {
    switch self {
    case .none, .constant, .runnerUp, .greedy, .tracker: .groupCount
    case .batchMean(let unit): unit == .tokens ? .lengths : .batchCounts
    case .group(let mean):
      switch mean.weight {
      case .uniform: .groupCount
      case .length: .lengths
      case .squaredScoreNorm: .squaredScoreNorms
      }
    case .optimalToken: .tokens
    }
  }
}
