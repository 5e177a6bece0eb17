import Algorithms
import PolicyGradientTheory
import Testing

@Suite("False penalties against references of 22 digits and more")
struct PenaltyReferenceTests {
  @Test func referencesAreThere() {
    #expect(PenaltyReference.all("false-penalty-groups", "T4.group").count == 8)
  }

  @Test(arguments: PenaltyReference.all("false-penalty-groups", "T4.group"))
  func groupsOfOnePrompt(entry: PenaltyReference) throws {
    let inputs = entry.inputs
    let size = try #require(inputs.n)
    let name = try #require(inputs.alg)
    let algorithm = try Algorithm.named(name == "uniform" ? "uniform-r" : name, groupSize: size)
    let token = try SharedToken(
      visit: PenaltyReference.number(inputs.q), successVisited: PenaltyReference.number(inputs.p1),
      successUnvisited: PenaltyReference.number(inputs.p0))
    let penalty = try PenaltyScheme(groupsOf: algorithm).penalty(of: token)
    try entry.check("P_neg", penalty.negativeCoefficientProbability)
    try entry.check("M_neg", penalty.negativeCoefficientMass)
    try entry.check("PG", penalty.negativeLogitProbability)
    try entry.check("MG", penalty.negativeLogitMass)
    try entry.check("EC", penalty.expectedCoefficient)
    try entry.check("EG", penalty.expectedLogitGradient)
  }

  @Test(arguments: PenaltyReference.all("false-penalty", "T4.drift"))
  func driftsOfTheTwoLevelExample(entry: PenaltyReference) throws {
    let inputs = entry.inputs
    let example = try TwoLevelExample(
      visit: PenaltyReference.number(inputs.q), success: PenaltyReference.number(inputs.x))
    var single = Algorithm.constantBaseline(try PenaltyReference.number(inputs.b), groupSize: 1)
    let step = try PenaltyReference.number(inputs.eta)
    let scheme = try PenaltyScheme(singleRolloutsOf: single, otherRates: [])
    try entry.check("single", example.drift(under: scheme, stepSize: step))
    single.tokenFilter = .probabilityThreshold(0.5)
    let filtered = try PenaltyScheme(singleRolloutsOf: single, otherRates: [])
    try entry.check("ntf", example.drift(under: filtered, stepSize: step))
    let group = try PenaltyScheme(groupsOf: .named("rloo", groupSize: #require(inputs.n)))
    try entry.check(
      "group", example.drift(under: group, stepSize: PenaltyReference.number(inputs.eta_group)))
  }

  @Test(arguments: PenaltyReference.all("false-penalty", "T4.xcrit"))
  func criticalSuccess(entry: PenaltyReference) throws {
    let inputs = entry.inputs
    let scheme = try PenaltyScheme(
      singleRolloutsOf: .constantBaseline(PenaltyReference.number(inputs.b), groupSize: 1), otherRates: [])
    let critical = try TwoLevelExample.criticalSuccess(
      visit: PenaltyReference.number(inputs.q), under: scheme,
      stepSize: PenaltyReference.number(inputs.eta))
    try entry.check("x", #require(critical))
  }

  @Test(arguments: PenaltyReference.all("false-penalty", "T4.hit"))
  func hittingProbability(entry: PenaltyReference) throws {
    let inputs = entry.inputs
    let example = try TwoLevelExample(
      visit: PenaltyReference.number(inputs.q0), success: PenaltyReference.number(inputs.x))
    try entry.check(
      "P",
      example.hittingProbability(
        low: PenaltyReference.number(inputs.qL), before: PenaltyReference.number(inputs.qH),
        baseline: PenaltyReference.number(inputs.b), stepSize: PenaltyReference.number(inputs.eta)))
  }
}
