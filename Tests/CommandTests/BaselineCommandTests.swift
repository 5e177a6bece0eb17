import Foundation
import Testing

@Suite("counterweight baseline")
struct BaselineCommandTests {
  static let prompt = [
    "baseline", "--probabilities", "0.35,0.25,0.2,0.15,0.05", "--rewards", "1,0,1,0,1", "--lengths",
    "3,5,2,8,1",
  ]

  static func json(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Counterweight.run(arguments + ["--json"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  /// Independent 22-digit values: 1e-12 relative.
  @Test func valuesAgreeWithTheReference() throws {
    let object = try Self.json(Self.prompt + ["--group-size", "3"])
    let expected: [(String, String?, Double)] = [
      ("successProbability", nil, 0.6), ("meanSquaredScoreNorm", nil, 0.75), ("optimalBaseline", nil, 0.56),
      ("lengthWeightedBaseline", nil, 0.3797468354430379746835),
      ("variance", "none", 0.363), ("variance", "mean", 0.129),
      ("variance", "lengthWeighted", 0.1521684024995994231694), ("variance", "optimal", 0.1278),
      ("regret", "mean", 0.0012), ("regret", "lengthWeighted", 0.02436840249959942316936),
      ("regret", "none", 0.363 - 0.1278),
      ("groupVariance", "none", 0.121), ("groupVariance", "mean", 0.03666666666666666666667),
      ("groupVariance", "leaveOneOut", 0.0825),
      ("groupVariance", "lengthWeighted", 0.04456971441344062577655),
      ("groupVariance", "lengthWeightedLeaveOneOut", 0.09466820963025170276253),
      ("groupVariance", "scoreNormWeighted", 0.03571597316758529797990),
      ("groupVariance", "scoreNormWeightedLeaveOneOut", 0.08422420223699202497016),
      ("groupShrinkage", "scoreNormWeighted", 0.6718686737924242687434),
      ("groupShrinkage", "leaveOneOut", 1), ("groupOffAxisBias", "lengthWeighted", 0.04392334678868142802704),
      ("groupVarianceAtEqualSignal", "mean", 0.0825),
    ]
    for (key, baseline, value) in expected {
      let observed = baseline.map { (object[key] as? [String: Double])?[$0] } ?? object[key] as? Double
      let number = try #require(observed, "\(key) \(baseline ?? "")")
      #expect(abs(number - value) <= 1e-12 * value, "\(key) \(baseline ?? "")")
    }
    for key in ["groupVariance", "groupShrinkage", "groupOffAxisBias", "groupVarianceAtEqualSignal"] {
      #expect(
        Set((object[key] as? [String: Any] ?? [:]).keys) == [
          "none", "mean", "leaveOneOut", "lengthWeighted", "lengthWeightedLeaveOneOut", "scoreNormWeighted",
          "scoreNormWeightedLeaveOneOut",
        ])
    }
    #expect(object["groupMethod"] as? String == "exact")
  }

  @Test func withoutAGroupSizeThereAreNoGroupKeys() throws {
    let object = try Self.json(Self.prompt)
    #expect(!object.keys.contains { $0.hasPrefix("group") })
  }

  @Test func undefinedValuesAreNull() throws {
    let object = try Self.json([
      "baseline", "--probabilities", "1,0", "--rewards", "1,0", "--lengths", "0,0", "--group-size", "2",
    ])
    #expect(object["optimalBaseline"] is NSNull && object["lengthWeightedBaseline"] is NSNull)
    #expect((object["groupShrinkage"] as? [String: Any])?["mean"] is NSNull)
  }

  @Test func tooManyGroupsAreSampledWithAnError() throws {
    let probabilities = Array(repeating: "0.0625", count: 16).joined(separator: ",")
    let rewards = (0..<16).map { "\($0 % 2)" }.joined(separator: ",")
    let lengths = (0..<16).map { "\(1 + $0)" }.joined(separator: ",")
    let arguments = [
      "baseline", "--probabilities", probabilities, "--rewards", rewards, "--lengths", lengths,
      "--group-size", "16",
    ]
    let object = try Self.json(arguments)
    #expect(object["groupMethod"] as? String == "monteCarlo")
    let variance = try #require((object["groupVariance"] as? [String: Double])?["leaveOneOut"])
    let error = try #require((object["groupVarianceStandardError"] as? [String: Double])?["leaveOneOut"])
    // Result 1.8 with E₊ = E₋ = 15/16 and ρ = 1/2: V(ρ) = 15/64 − 1/64 and ρ(1−ρ)(E₊ + E₋) = 15/32.
    let exact = (14 * 14.0 / 64 + 15.0 / 32) / 240
    #expect(abs(variance - exact) <= 4 * error && error < 0.05 * exact)
    #expect(
      try Counterweight.run(arguments + ["--json", "--seed", "1"]).output
        == Counterweight.run(arguments + ["--json"]).output)
    #expect(
      try Counterweight.run(arguments + ["--json", "--seed", "2"]).output
        != Counterweight.run(arguments + ["--json"]).output)
  }

  @Test(arguments: [
    (
      ["0.5,0.4", "1,0", "1,1"], 65,
      "Error: probabilities sum to 0.9, not 1; rescale them or add the missing response\n"
    ),
    (["0.5,nan", "1,0", "1,1"], 65, "Error: probability 2 is nan; a probability lies between 0 and 1\n"),
    (["0.5,0.5", "1,0.5", "1,1"], 65, "Error: reward 2 is 0.5; a verifiable reward is 0 or 1\n"),
    (["0.5,0.5", "1,0,1", "1,1"], 65, "Error: 3 rewards for 2 probabilities; give one for each response\n"),
    (["0.5,0.5", "1,0", "1"], 65, "Error: 1 lengths for 2 probabilities; give one for each response\n"),
    (["0.5,0.5", "1,0", "1,-1"], 65, "Error: length 2 is -1; a length counts tokens and is 0 or more\n"),
  ])
  func badDataIsOneLine(lists: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run([
      "baseline", "--probabilities", lists[0], "--rewards", lists[1], "--lengths=" + lists[2],
    ])
    #expect(outcome.errors == line)
    #expect(outcome.exitCode == exitCode)
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    (
      ["--probabilities", "0.5,half"],
      "Error: The value '0.5,half' is invalid for '--probabilities <probabilities>'"
    ),
    (["--group-size", "0"], "Error: --group-size is 0; it must be between 1 and 4096"),
  ])
  func wrongUsageIsNamed(arguments: [String], line: String) throws {
    let outcome = try Counterweight.run(Self.prompt + arguments)
    #expect(outcome.errors.hasPrefix(line), "\(outcome.errors)")
    #expect(outcome.exitCode == 64)
  }
}
