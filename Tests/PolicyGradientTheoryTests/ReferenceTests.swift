import Algorithms
import Policies
import PolicyGradientTheory
import Simulation
import Testing

@Suite("Results 1.1–1.10 against independent 22-digit values")
struct ReferenceTests {
  @Test func everyEntryIsRead() {
    #expect(ReferenceEntry.all.count == 19)
  }

  @Test(arguments: ReferenceEntry.of("T1.group_var", "T1.group_shrink", "T1.group_perp"))
  func finiteGroups(entry: ReferenceEntry) throws {
    let table = try TabularSoftmax(probabilities: entry.probabilities)
      .responses(rewards: entry.inputs.r ?? [], lengths: entry.inputs.len)
    let weight: GroupMean.Weight =
      entry.inputs.weights == "len" ? .length(exponent: 1) : .squaredScoreNorm
    let baselines: [String: Baseline] = [
      "mean": .groupMean,
      "opo": .group(GroupMean(weight: weight, ownRollout: .included)),
      "opoloo": .group(GroupMean(weight: weight, ownRollout: .excluded)),
    ]
    let baseline = try #require(baselines[entry.inputs.est ?? ""])
    let algorithm = Algorithm(groupSize: try #require(entry.inputs.n), baseline: baseline)
    let moments = try GroupEnumeration(table).moments(of: algorithm)
    switch entry.quantity {
    case "T1.group_var":
      try entry.check("var", moments.variance)
    case "T1.group_shrink": try entry.check("shrink", moments.shrinkage)
    default: try entry.check("perp", moments.offAxisBias)
    }
  }

  @Test(arguments: ReferenceEntry.of("T1.ar"))
  func autoregressiveTree(entry: ReferenceEntry) throws {
    let tree = try #require(entry.inputs.tree)
    let policy = try AutoregressiveTabular(
      distributions: Dictionary(
        uniqueKeysWithValues: tree.map { prefix, probabilities in
          (prefix.compactMap { $0.wholeNumberValue }, probabilities.compactMap(Double.init))
        }))
    let table = try policy.responses(stopToken: 2, maximumLength: 3) {
      $0.reduce(0, +).isMultiple(of: 2)
    }
    let moments = ScoreMoments(of: table)
    let opo = try #require(table.lengthWeightedBaseline(exponent: 1))
    try entry.check("rho", moments.successProbability)
    try entry.check("Es2", moments.meanSquaredScoreNorm)
    try entry.check("bstar", moments.optimalBaseline)
    for exponent in [0, 1, 2] {
      try entry.check("balpha\(exponent)", table.lengthWeightedBaseline(exponent: Double(exponent)))
    }
    try entry.check("V(0)", moments.variance(baseline: 0))
    try entry.check("V(rho)", moments.variance(baseline: moments.successProbability))
    try entry.check("V(balpha1)", moments.variance(baseline: opo))
    try entry.check("V(bstar)", moments.minimumVariance)
    try entry.check("Vtok_value", TokenBaseline(valueOf: table).variance(in: table))
    let optimal = TokenBaseline(optimalFor: table)
    try entry.check("Vtok_opt", optimal.variance(in: table))
    try entry.check("bstar_root", optimal.values[[]])
  }
}
