import Foundation

/// W, the weight on a prompt as a function of its group's success rate ρ̂ = k/n.
public enum WeightCurve: Hashable, Sendable {
  /// 1/(ρ̂ + ε).
  case linear(epsilon: Double)
  /// 1/(ρ̂ √(1 − ρ̂)).
  case squareRoot
  /// 1/(ρ̂ (1 − ρ̂)).
  case inverseVariance
  /// e(max(ρ̂, τ))/(ρ̂ (1 − ρ̂)): the class weight e of the base, held constant below the success rate τ.
  case plateau(threshold: Double, base: PlateauBase)
  /// K C(n − k, K − 1)/C(n − 1, K − 1), which makes successes the unbiased gradient of 1 − (1 − ρ)^K.
  case passAtK(Int)
  /// W at k = 1 … n − 1, for groups of n.
  case table([Double])
  /// A formula of the success rate.
  case expression(RateExpression)

  /// The class weight e(ρ) = ρ(1 − ρ) W(ρ) that a plateau is cut from.
  public enum PlateauBase: String, CaseIterable, Sendable {
    /// √(ρ(1 − ρ)).
    case grpo
    /// ρ(1 − ρ).
    case rloo
    /// √(1 − ρ).
    case squareRoot

    func classWeight(_ rate: Double) -> Double {
      switch self {
      case .grpo: (rate * (1 - rate)).squareRoot()
      case .rloo: rate * (1 - rate)
      case .squareRoot: (1 - rate).squareRoot()
      }
    }
  }

  /// Whether W depends on the number of the group's successes, and not on a rate alone.
  var countsSuccesses: Bool {
    switch self {
    case .passAtK, .table: true
    case .linear, .squareRoot, .inverseVariance, .plateau, .expression: false
    }
  }

  /// W at a success rate of a group; infinite where a formula has a pole.
  ///
  /// - Throws: ``AlgorithmError`` where the curve needs whole success counts, or another group size.
  func value(rate: Double, group: GroupMoments) throws -> Double {
    switch self {
    case .linear(let epsilon): return 1 / (rate + epsilon)
    case .squareRoot: return 1 / (rate * (1 - rate).squareRoot())
    case .inverseVariance: return 1 / (rate * (1 - rate))
    case .plateau(let threshold, let base):
      return base.classWeight(max(rate, threshold)) / (rate * (1 - rate))
    case .passAtK(let k): return try Self.passAtK(k, rate: rate, group: group)
    case .table(let weights):
      // A table belongs to one group size, and has no limit.
      guard group.size.isFinite else { return .nan }
      guard let successes = group.successes else {
        throw AlgorithmError.needsBinaryRewards(rule: "a table over k")
      }
      guard Double(weights.count + 1) == group.size else {
        throw AlgorithmError.tableOfOtherSize(weights: weights.count, groupSize: group.size)
      }
      return successes == 0 || successes == group.size ? .infinity : weights[Int(successes) - 1]
    case .expression(let expression): return expression.value(rate: rate, groupSize: group.size)
    }
  }

  /// e(ρ̂) = ρ̂(1 − ρ̂) W(ρ̂) in the limits ρ̂ → 0 and ρ̂ → 1, where W may be infinite; nil where the curve has no limit.
  var classWeightAtEnds: (allFail: Double, allSuccess: Double)? {
    switch self {
    case .linear(let epsilon): epsilon == 0 ? (1, 0) : (0, 0)
    case .squareRoot: (1, 0)
    case .inverseVariance: (1, 1)
    case .plateau(let threshold, let base): (base.classWeight(threshold), base.classWeight(1))
    case .passAtK, .table, .expression: nil
    }
  }

  private static func passAtK(_ k: Int, rate: Double, group: GroupMoments) throws -> Double {
    guard group.size >= Double(k) else {
      throw AlgorithmError.groupTooSmall(rule: "pass@\(k)", groupSize: Int(group.size), minimum: k)
    }
    guard group.size.isFinite else { return Double(k) * pow(1 - rate, Double(k - 1)) }
    guard let successes = group.successes else { throw AlgorithmError.needsBinaryRewards(rule: "pass@\(k)") }
    // C(n − k, K − 1)/C(n − 1, K − 1), factor by factor.
    return (0..<(k - 1)).reduce(Double(k)) { product, index in
      product * max(0, group.size - successes - Double(index)) / (group.size - 1 - Double(index))
    }
  }
}
