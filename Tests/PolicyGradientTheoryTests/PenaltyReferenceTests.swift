import Algorithms
import PolicyGradientTheory
import Testing

@Suite("False penalties against references of 22 digits and more")
struct PenaltyReferenceTests {
  static let groups =
    PenaltyReference.all("false-penalty", "T4.group")
    + PenaltyReference.all("false-penalty-groups", "T4.group")

  @Test func referencesAreThere() {
    #expect(Self.groups.count == 17)
    #expect(PenaltyReference.all("false-penalty", "T4.single").count == 6)
  }

  @Test(arguments: groups)
  func groupsOfOnePrompt(entry: PenaltyReference) throws {
    let inputs = entry.inputs
    let size = try #require(inputs.n)
    let algorithm =
      switch inputs.alg {
      case "mean": try Algorithm.named("group-mean", groupSize: size)
      case "uniform": try Algorithm.named("uniform-r", groupSize: size)
      case "constb":
        Algorithm.constantBaseline(try PenaltyReference.number(inputs.params?["b"]), groupSize: size)
      default: try Algorithm.named(try #require(inputs.alg), groupSize: size)
      }
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

  @Test(arguments: PenaltyReference.all("false-penalty", "T4.single"))
  func singleRollouts(entry: PenaltyReference) throws {
    let inputs = entry.inputs
    let names = ["mean": "batch-mean", "rpp": "reinforce++", "crf": "c-rf"]
    let name = try #require(inputs.baseline.flatMap { names[$0] })
    let others = try Array(
      repeating: PenaltyReference.number(inputs.rb), count: #require(inputs.n) - 1)
    let scheme = try PenaltyScheme(
      singleRolloutsOf: Algorithm.named(name, groupSize: 1), otherRates: others)
    // C does not depend on what happens without the token.
    let token = try SharedToken(
      visit: PenaltyReference.number(inputs.q), successVisited: PenaltyReference.number(inputs.p1),
      successUnvisited: 0.25)
    let penalty = try scheme.penalty(of: token)
    try entry.check("P_neg", penalty.negativeCoefficientProbability)
    try entry.check("M_neg", penalty.negativeCoefficientMass)
    try entry.check("M_pos", penalty.positiveCoefficientMass)
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
