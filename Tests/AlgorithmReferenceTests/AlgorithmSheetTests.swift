import AlgorithmReference
import Algorithms
import Foundation
import Testing

@Suite("Sheets of algorithms")
struct AlgorithmSheetTests {
  @Test(arguments: AlgorithmPreset.allCases)
  func everyPresetHasASheet(preset: AlgorithmPreset) throws {
    let sheet = try AlgorithmSheet(preset)
    #expect(sheet.conventions.map(\.convention) == preset.knownConventions)
    #expect(sheet.edgeCases.count == 5)
    #expect(!sheet.title.isEmpty && !sheet.paper.isEmpty)
    let lines = sheet.text(width: 100).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  /// What a sheet prints as the algorithm can be read back.
  @Test(arguments: AlgorithmPreset.allCases)
  func algorithmsSurviveJSON(preset: AlgorithmPreset) throws {
    for algorithm in preset.conventions.values {
      let data = try JSONEncoder().encode(algorithm)
      #expect(try JSONDecoder().decode(Algorithm.self, from: data) == algorithm)
    }
  }

  static let advantages: [(String, String, String)] = [
    ("grpo", "paper", "(r − r̄) / s"), ("grpo", "trl", "(r − r̄) / (s + 0.0001)"),
    ("reinforce", "paper", "r"), ("rloo", "paper", "r − r̄ of the others"),
    ("reinforce++", "verl", "(x − x̄) / √((sd x)² + 1e-08) with x = G_t"),
    ("reinforce++", "openrlhf", "(x − x̄) / √max((sd x)², 1e-08) with x = G_t"),
    ("raft", "paper", "W · r"), ("linear-r", "paper", "W · (r − r̄)"), ("opo", "verl", "r − ΣLr/ΣL"),
    ("otb", "paper", "G_t − b_t"), ("gpg", "gpg", "(r − r̄) / (share of live groups + 1e-05)"),
    ("c-rf", "verl-agent", "r"),
  ]

  @Test(arguments: advantages)
  func formulasAreComposedFromParts(name: String, convention: String, formula: String) throws {
    let algorithm = try AlgorithmPreset(named: name).algorithm(#require(Convention(rawValue: convention)))
    #expect(algorithm.advantageFormula == formula)
  }

  static let losses: [(String, String, String)] = [
    (
      "grpo", "paper",
      "mean over rollouts of token means of max(−Aρ, −A clip(ρ, 1 − 0.2, 1 + 0.2)) + 0.04 k3"
    ),
    ("cispo", "trl", "mean over tokens of −sg[min(ρ, 5)]Aℓ"),
    (
      "dapo", "verl",
      "mean over tokens of max(−Aρ, −A clip(ρ, 1 − 0.2, 1 + 0.28)), at most −10A where A < 0"
    ),
    ("flash-reinforce", "paper", "mean over rollouts of token means of −sg[(ratio to the sampler)]Aℓ"),
  ]

  @Test(arguments: losses)
  func lossesAreComposedFromParts(name: String, convention: String, formula: String) throws {
    let algorithm = try AlgorithmPreset(named: name).algorithm(#require(Convention(rawValue: convention)))
    #expect(algorithm.lossFormula == "loss = " + formula)
  }

  /// Values known from the formulas: (1 − 1/8)/s with s² = 1/8 under the sample deviation.
  @Test func edgeCasesAreWhatTheValueSays() throws {
    let grpo = try AlgorithmPreset.grpo.algorithm(.verl)
    #expect(
      EdgeCase.all(of: grpo).map(\.outcome) == [
        "success 2.475, failure −0.3536", "every advantage is 0", "every advantage is 0", "success 1",
        "success 2.475, failure −0.3536",
      ])
    let refused = try #require(
      EdgeCase.all(of: AlgorithmPreset.rloo.algorithm(.openrlhf)).first { $0.name.contains("one, a") })
    #expect(
      refused.outcome
        == "refused: group 0 has one rollout, and its baseline needs at least 2: raise the group size, or choose what"
        + " a group of one gets")
  }

  @Test func onlySettingsThatDifferAreListed() {
    let differences = ConventionDifference.all(of: .rloo)
    #expect(
      differences.map(\.setting) == [
        "baseline.groupOfOne", "surrogate", "surrogate.dual", "surrogate.logRatioLimit",
        "aggregation",
      ])
    #expect(
      differences[0].values == [
        .paper: "rawReward", .verl: "rawReward", .verlVectorized: "zero", .trl: "zero", .openrlhf: "refuse",
      ])
    #expect(ConventionDifference.all(of: .groupMean).isEmpty)
  }
}
