import Algorithms
import GSLNumerics
import Policies
import PolicyGradientTheory
import Reporting
import RunFiles

/// The effective weight of one algorithm at some success rates: the `weight effective` command.
public struct WeightAnalysis: Encodable, Sendable {
  /// What the weight is at one success rate.
  public struct Row: Sendable {
    /// ρ.
    public let rate: Double
    /// Ω_n(ρ).
    public let effectiveWeight: Double
    /// Ω_n(ρ) per group that is not resampled; nil for algorithms that never resample.
    public let effectiveWeightPerAcceptedGroup: Double?
    /// ω(ρ), infinite at a pole; nil for a table over k.
    public let limitWeight: Double?
    /// ρ(1 − ρ) Ω_n(ρ).
    public let classWeight: Double
    /// ρ(1 − ρ) ω(ρ); nil for a table over k.
    public let limitClassWeight: Double?
    /// φ_n(ρ).
    public let implicitObjective: Double
    /// ∫ ω from the reference point to ρ; nil for a table over k, and where ω has a pole on the way.
    public let limitObjective: Double?
  }

  /// The gradient of one group under a policy that is given.
  public struct PolicyGradient: Encodable, Sendable {
    /// The policy's success rate ρ.
    public let rho: Double
    /// Ω_n(ρ), by which the mean gradient exceeds ∇ρ.
    public let effectiveWeight: Double
    /// tr Var g (result 1.10).
    public let variance: Double
  }

  /// The algorithm, as it was named.
  public let name: String
  /// The algorithm's effective weight.
  public let weight: EffectiveWeight
  /// What the numbers leave out or take for granted, as phrases.
  public let assumptions: [String]
  /// The success rates that were asked for.
  public let rows: [Row]
  /// What a group does under the policy that was given; nil without one.
  public let policy: PolicyGradient?

  /// Analyses an algorithm.
  ///
  /// - Parameters:
  ///   - algorithm: the algorithm and what it is called.
  ///   - rates: the success rates of the prompt, between 0 and 1.
  ///   - batchRate: the success rate of the batch, for rules that read it whole.
  ///   - policy: a policy whose gradient variance is asked for.
  /// - Throws: ``RunError`` naming the algorithm, where it has no effective weight or a rate is out of range.
  public init(
    _ algorithm: (name: String, algorithm: Algorithm), rates: [Double], batchRate: Double? = nil,
    policy: ResponseTable? = nil
  ) throws {
    name = algorithm.name
    assumptions =
      algorithm.algorithm.setAside.map { "\($0.name) set aside: \($0.summary)" }
      + (algorithm.algorithm.partBeyondGroups == nil
        ? [] : batchRate.map { ["every prompt of the batch has success rate \(shortNumber($0))"] } ?? [])
    (weight, rows, self.policy) = try naming(algorithm.name) {
      let weight = try EffectiveWeight(of: algorithm.algorithm, batchRate: batchRate)
      let gradient = try policy.map { table in
        let moments = ScoreMoments(of: table)
        return PolicyGradient(
          rho: moments.successProbability, effectiveWeight: try weight.value(at: moments.successProbability),
          variance: try moments.groupGradient(of: weight.rule).variance)
      }
      return (weight, try rates.map { try Row(of: weight, at: $0) }, gradient)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case algorithm, groupSize, batchRate, assumptions, bernsteinCoefficients, limitObjectiveReference, values,
      policy
  }

  /// Writes the values, with null where there is none; the keys of batch and policy only where they were given.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .algorithm)
    try container.encode(weight.rule.groupSize, forKey: .groupSize)
    try container.encodeIfPresent(weight.rule.batchRate, forKey: .batchRate)
    try container.encode(assumptions, forKey: .assumptions)
    try container.encode(weight.bernsteinCoefficients, forKey: .bernsteinCoefficients)
    try container.encode(weight.limit?.referencePoint, forKey: .limitObjectiveReference)
    try container.encode(rows, forKey: .values)
    try container.encodeIfPresent(policy, forKey: .policy)
  }
}

extension WeightAnalysis.Row: Encodable {
  init(of weight: EffectiveWeight, at rate: Double) throws {
    self.rate = rate
    effectiveWeight = try weight.value(at: rate)
    effectiveWeightPerAcceptedGroup = try weight.valuePerAcceptedGroup(at: rate)
    limitWeight = try weight.limit?.value(at: rate)
    classWeight = try weight.classWeight(at: rate)
    limitClassWeight = try weight.limit?.classWeight(at: rate)
    implicitObjective = try weight.implicitObjective(at: rate)
    do {
      limitObjective = try weight.limit?.objective(at: rate)
    } catch is NumericsError {
      limitObjective = nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case rate = "rho"
    case effectiveWeight, effectiveWeightPerAcceptedGroup, limitWeight, classWeight, limitClassWeight
    case implicitObjective, limitObjective
  }

  /// Writes null for limits that do not exist; the key of accepted groups only where groups are resampled.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rate, forKey: .rate)
    try container.encode(effectiveWeight, forKey: .effectiveWeight)
    try container.encodeIfPresent(effectiveWeightPerAcceptedGroup, forKey: .effectiveWeightPerAcceptedGroup)
    try container.encode(limitWeight, forKey: .limitWeight)
    try container.encode(classWeight, forKey: .classWeight)
    try container.encode(limitClassWeight, forKey: .limitClassWeight)
    try container.encode(implicitObjective, forKey: .implicitObjective)
    try container.encode(limitObjective, forKey: .limitObjective)
  }
}
