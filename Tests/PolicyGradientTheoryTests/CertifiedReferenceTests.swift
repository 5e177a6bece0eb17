import Algorithms
import Policies
import PolicyGradientTheory
import Simulation
import Testing

@Suite("Against the numbers that Proofs/Certified proves")
struct CertifiedReferenceTests {
  @Test func everyCertificateIsChecked() {
    let checked = CertifiedReference.of(
      "effective weight", "implicit objective", "Bernstein coefficient", "least time product", "time ratio",
      "success rate", "mean squared score", "optimal baseline", "length-weighted baseline",
      "rollout variance", "excess variance", "group variance", "penalty probability", "penalty mass",
      "logit decrease probability", "logit decrease mass", "mean coefficient", "mean logit gradient",
      "batch penalty probability", "batch penalty mass", "batch reward mass")
    #expect(checked.count == CertifiedReference.file?.certificates.count)
    #expect(checked.count == 254)
  }

  @Test(
    arguments: CertifiedReference.of("effective weight", "implicit objective", "Bernstein coefficient"))
  func weights(entry: CertifiedReference) throws {
    let weight = try EffectiveWeight(of: entry.rule)
    switch entry.quantity {
    case "effective weight": try entry.check(weight.value(at: CertifiedReference.number(entry.rho)))
    case "implicit objective":
      try entry.check(weight.implicitObjective(at: CertifiedReference.number(entry.rho)))
    default: try entry.check(weight.bernsteinCoefficients[#require(entry.j)])
    }
  }

  @Test(arguments: CertifiedReference.of("least time product"))
  func leastTimes(entry: CertifiedReference) throws {
    let problem = try entry.problem
    try entry.check(problem.optimum.value)
    try entry.check(problem.closedForm?.time(over: problem.range))
    #expect(problem.optimum.error <= 1e-11 * problem.optimum.value)
  }

  @Test(arguments: CertifiedReference.of("time ratio"))
  func timeRatios(entry: CertifiedReference) throws {
    let weight = try EffectiveWeight(of: entry.rule)
    let rate = try entry.n == nil ? RateWeight(of: #require(weight.limit)) : RateWeight(of: weight)
    try entry.check(entry.problem.ratio(of: rate))
  }

  @Test(
    arguments: CertifiedReference.of(
      "success rate", "mean squared score", "optimal baseline", "length-weighted baseline",
      "rollout variance", "excess variance"))
  func baselines(entry: CertifiedReference) throws {
    let responses = try entry.responses
    let moments = ScoreMoments(of: responses)
    switch entry.quantity {
    case "success rate": try entry.check(moments.successProbability)
    case "mean squared score": try entry.check(moments.meanSquaredScoreNorm)
    case "optimal baseline": try entry.check(moments.optimalBaseline)
    case "length-weighted baseline":
      try entry.check(responses.lengthWeightedBaseline(exponent: CertifiedReference.number(entry.exponent)))
    case "rollout variance":
      let baseline = try CertifiedReference.number(entry.baseline)
      try entry.check(moments.variance(baseline: baseline))
      try entry.check(responses.variance(baseline: baseline))
    default:
      try entry.check(moments.regret(baseline: CertifiedReference.number(entry.baseline)))
      let optimum = try CertifiedReference.number(entry.optimum)
      let optimal = try #require(moments.optimalBaseline)
      #expect(abs(optimal - optimum) <= 1e-15)
      #expect(abs(moments.variance(baseline: optimum) - moments.minimumVariance) <= 1e-15)
    }
  }

  @Test(arguments: CertifiedReference.of("group variance"))
  func groups(entry: CertifiedReference) throws {
    let rule = try entry.rule
    try entry.check(ScoreMoments(of: entry.responses).groupGradient(of: rule).variance)
    if rule.groupSize < 4 {
      try entry.check(GroupEnumeration(entry.responses).moments(of: rule).variance)
    }
    if entry.algorithm == "leave_one_out" {
      try entry.check(ScoreMoments(of: entry.responses).leaveOneOutVariance(groupSize: rule.groupSize))
    }
  }

  @Test(
    arguments: CertifiedReference.of(
      "penalty probability", "penalty mass", "logit decrease probability", "logit decrease mass",
      "mean coefficient", "mean logit gradient", "batch penalty probability", "batch penalty mass",
      "batch reward mass"))
  func penalties(entry: CertifiedReference) throws {
    let penalty = try entry.penaltyScheme.penalty(of: entry.token)
    switch entry.quantity {
    case "penalty probability", "batch penalty probability":
      try entry.check(of: penalty.negativeCoefficientProbability)
    case "penalty mass", "batch penalty mass": try entry.check(of: penalty.negativeCoefficientMass)
    case "logit decrease probability": try entry.check(of: penalty.negativeLogitProbability)
    case "logit decrease mass": try entry.check(of: penalty.negativeLogitMass)
    case "mean coefficient": try entry.check(of: penalty.expectedCoefficient)
    case "mean logit gradient": try entry.check(of: penalty.expectedLogitGradient)
    default: try entry.check(of: penalty.positiveCoefficientMass)
    }
  }
}
