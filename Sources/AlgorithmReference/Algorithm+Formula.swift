import Algorithms

/// Formulas in words and symbols, composed from the parts.
extension Algorithm {
  /// The advantage of a rollout that is selected, or of its tokens, as a formula.
  ///
  /// r is the transformed reward, G_t the reward to go; a bar is a mean over the group, s a deviation of the group, W the prompt
  /// weight, and L a length. What the symbols mean exactly, the phrases of the parts say.
  public var advantageFormula: String {
    let reward = isRewardToGo ? "G_t" : "r"
    var formula = baseline.symbol.map { "\(reward) − \($0)" } ?? reward
    if let divisor = scale.divisorSymbol {
      formula = (baseline.symbol == nil ? formula : "(\(formula))") + " / \(divisor)"
    }
    if promptWeight != .none {
      formula = "W · " + (formula.contains(" ") ? "(\(formula))" : formula)
    }
    switch scale {
    case .batchWhitening(let deviation, _):
      formula = "(x − x̄) / \(deviation.symbol("sd x")) with x = \(formula)"
    case .batchCentring: formula = "x − x̄ with x = \(formula)"
    default: break
    }
    return formula
  }

  /// The loss as a formula: ℓ is a token's log-probability, ρ the ratio to the old policy, sg stops the gradient.
  public var lossFormula: String {
    var token = surrogate.formula
    if case .klInLoss(let coefficient, let estimator, let weighted) = regularizer {
      token += " + \(Setting.number(coefficient)) " + (weighted ? "ρ " : "") + estimator.kind.rawValue
    }
    return "loss = \(aggregation.summary) of \(token)"
  }

  private var isRewardToGo: Bool {
    if case .optimalToken = baseline { return true }
    return credit != .outcome
  }
}

extension Baseline {
  fileprivate var symbol: String? {
    switch self {
    case .none: nil
    case .constant(let value): "\(Setting.number(value))"
    case .batchMean: "batch mean"
    case .group(let mean): mean.symbol
    case .runnerUp: "second-best r"
    case .greedy: "r of the greedy response"
    case .tracker: "tracked ρ"
    case .optimalToken: "b_t"
    }
  }
}

extension GroupMean {
  fileprivate var symbol: String {
    let index = ownRollout == .included ? "" : " over the others"
    return switch weight {
    case .uniform: ownRollout == .included ? "r̄" : "r̄ of the others"
    case .length(let exponent):
      exponent == 1 ? "ΣLr/ΣL\(index)" : "ΣL^αr/ΣL^α\(index), α = \(Setting.number(exponent))"
    case .squaredScoreNorm: "Σ|s|²r/Σ|s|²\(index)"
    }
  }
}

extension Scale {
  fileprivate var divisorSymbol: String? {
    switch self {
    case .none, .batchWhitening, .batchCentring: nil
    case .groupDeviation(let deviation): deviation.symbol("s")
    case .batchDeviation(let deviation): deviation.symbol("batch s")
    case .liveGroupShare(let epsilon):
      epsilon == 0 ? "share of live groups" : "(share of live groups + \(Setting.number(epsilon)))"
    case .nonzeroRewardShare: "share of non-zero rewards"
    }
  }
}

extension Deviation {
  fileprivate func symbol(_ name: String) -> String {
    let number = Setting.number(epsilon)
    if epsilon == 0 { return name }
    return switch epsilonPlacement {
    case .outsideRoot: "(\(name) + \(number))"
    case .insideRoot: "√((\(name))² + \(number))"
    case .floor: "√max((\(name))², \(number))"
    }
  }
}

extension Surrogate {
  fileprivate var formula: String {
    switch self {
    case .policyGradient: return "−Aℓ"
    case .clipped(let clipped):
      let bounds = "1 − \(Setting.number(clipped.low)), 1 + \(Setting.number(clipped.high))"
      return "max(−Aρ, −A clip(ρ, \(bounds)))"
        + (clipped.dual.map { ", at most −\(Setting.number($0))A where A < 0" } ?? "")
    case .cappedRatio(let low, let high, _, let denominator):
      let ratio = denominator == .old ? "ρ" : "(ratio to the sampler)"
      switch (low, high) {
      case (nil, nil): return "−sg[\(ratio)]Aℓ"
      case (nil, let high?): return "−sg[min(\(ratio), \(Setting.number(high)))]Aℓ"
      case (let low?, nil): return "−sg[max(\(ratio), \(Setting.number(low)))]Aℓ"
      case (let low?, let high?):
        return "−sg[clip(\(ratio), \(Setting.number(low)), \(Setting.number(high)))]Aℓ"
      }
    }
  }
}
