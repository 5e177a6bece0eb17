import Foundation
import Testing

@Suite("counterweight weight effective")
struct WeightCommandTests {
  static let command = ["weight", "effective"]

  static func json(_ arguments: [String]) throws -> Any {
    let outcome = try Counterweight.run(command + arguments + ["--json"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
  }

  static func object(_ arguments: [String]) throws -> [String: Any] {
    try #require(json(arguments) as? [String: Any])
  }

  static func rows(_ arguments: [String]) throws -> [[String: Any]] {
    try #require(object(arguments)["values"] as? [[String: Any]])
  }

  @Test func oneAlgorithmIsAnObject() throws {
    let object = try Self.object(["--algorithm", "grpo", "--group-size", "8", "--rho", "0,0.6"])
    #expect(
      Set(object.keys) == [
        "algorithm", "groupSize", "assumptions", "bernsteinCoefficients", "limitObjectiveReference", "values",
      ])
    #expect(object["limitObjectiveReference"] as? Double == 0)
    let coefficients = try #require(object["bernsteinCoefficients"] as? [Double])
    #expect(coefficients.count == 8)
    #expect(abs(coefficients[3] - 1.774596669241483377036) <= 1e-15)
    let rows = try #require(object["values"] as? [[String: Any]])
    #expect(
      Set(rows[0].keys) == [
        "rho", "effectiveWeight", "limitWeight", "classWeight", "limitClassWeight", "implicitObjective",
        "limitObjective",
      ])
    #expect(rows[0]["limitWeight"] as? String == "inf")
    #expect(rows[0]["effectiveWeight"] as? Double == coefficients[0])
    let weight = try #require(rows[1]["effectiveWeight"] as? Double)
    #expect(abs(weight - 1.881750350200660745469) <= 1e-12 * weight)
  }

  @Test func severalAlgorithmsAreAnArrayInTheirOrder() throws {
    let objects = try #require(
      try Self.json(["--algorithm", "rloo,raft", "--group-size", "4", "--rho", "0.1"]) as? [[String: Any]])
    #expect(objects.map { $0["algorithm"] as? String } == ["rloo", "raft"])
  }

  @Test func thePolicyHasAVariance() throws {
    let object = try Self.object([
      "--algorithm", "linear-r", "--group-size", "4", "--probabilities", "0.35,0.25,0.2,0.15,0.05",
      "--rewards", "1,0,1,0,1",
    ])
    let policy = try #require(object["policy"] as? [String: Double])
    #expect(abs(try #require(policy["variance"]) - 0.172139568) <= 1e-13)
    #expect(abs(try #require(policy["rho"]) - 0.6) <= 1e-15)
  }

  /// W = 1/√ρ̂ with −1 for all-fail groups: w_0 = W(1/8)·7/8 + 1, w_j from W otherwise.
  @Test func anExpressionIsARule() throws {
    let object = try Self.object([
      "--algorithm", "dr-grpo", "--set", "promptWeight.expression=1/sqrt(rho)", "--set",
      "promptWeight.allFail=-1", "--group-size", "2", "--rho", "0.25",
    ])
    let coefficients = try #require(object["bernsteinCoefficients"] as? [Double])
    #expect(abs(coefficients[0] - (0.5 * 2.0.squareRoot() + 1)) <= 1e-15)
    #expect(abs(coefficients[1] - 0.5 * 2.0.squareRoot()) <= 1e-15)
    let limit = try #require((object["values"] as? [[String: Any]])?[0]["limitWeight"] as? Double)
    #expect(limit == 2)
  }

  /// (2.6) with W = 1, 2, 3: Ω_4 = (3/4)(1 + 2ρ), and no limit.
  @Test func aTableIsARule() throws {
    let rows = try Self.rows([
      "--algorithm", "dr-grpo", "--set", "promptWeight.table=1,2,3", "--group-size", "4", "--rho", "0.1",
    ])
    #expect(abs(try #require(rows[0]["effectiveWeight"] as? Double) - 0.9) <= 1e-15)
    for key in ["limitWeight", "limitClassWeight", "limitObjective"] { #expect(rows[0][key] is NSNull) }
  }

  /// 1/(ρ − 0.45) has no integral across its pole, and no finite limit where it grows with n.
  @Test(arguments: ["1/(rho-0.45)", "n*rho"])
  func anIntegralThatDoesNotExistIsNull(expression: String) throws {
    let rows = try Self.rows([
      "--algorithm", "dr-grpo", "--set", "promptWeight.expression=\(expression)", "--group-size", "8",
      "--rho",
      "0.6",
    ])
    #expect(rows[0]["limitObjective"] is NSNull)
    #expect(rows[0]["effectiveWeight"] is Double)
  }

  @Test func resamplingHasAWeightPerAcceptedGroup() throws {
    let rows = try Self.rows([
      "--algorithm", "dapo", "--group-size", "2", "--rho", "0.5",
    ])
    #expect(rows[0]["effectiveWeightPerAcceptedGroup"] as? Double == 2)
  }

  @Test func aFileHoldsAnAlgorithm() throws {
    let path = StudyCommandTests.temporaryPath() + ".json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try #"{"groupSize": 4, "baseline": "leaveOneOut"}"#.write(toFile: path, atomically: true, encoding: .utf8)
    let object = try Self.object(["--algorithm", path, "--rho", "0.3"])
    #expect(object["groupSize"] as? Int == 4)
    #expect(object["algorithm"] as? String == path)
    try #"{"groupSize": 4, "baseline": "lastWeek"}"#.write(toFile: path, atomically: true, encoding: .utf8)
    let refused = try Counterweight.run(Self.command + ["--algorithm", path, "--rho", "0.3"])
    #expect(refused.exitCode == 65)
    #expect(refused.errors.hasPrefix("Error: \(path): baseline: there is no kind \"lastWeek\""))
  }

  @Test func theTableForPeople() throws {
    let outcome = try Counterweight.run(
      Self.command + ["--algorithm", "grpo,raft", "--group-size", "8", "--rho", "0,0.5"])
    #expect(
      outcome.output == """
        Effective weights

        algorithm  n    ρ    Ω_n  ω  ρ(1−ρ)Ω_n    φ_n       ∫ω  from
        ─────────  ─  ───  ─────  ─  ─────────  ─────  ───────  ────
        grpo       8    0  2.646  ∞          0      0        0     0
        grpo       8  0.5  1.856  2     0.4639   1.05    1.571     0
        raft       8    0      8  ∞          0      0       −∞     1
        raft       8  0.5  1.992  2      0.498  2.025  −0.6931     1

        grpo: aggregation set aside: mean over rollouts of token means
        grpo: regularizer set aside: 0.04 × KL (k3) in the loss

        Bernstein coefficients w_0 … w_{n−1} of Ω_n

        algorithm  w
        ─────────  ────────────────────────────────────────────────────
        grpo       2.646  2.11  1.868  1.775  1.775  1.868  2.11  2.646
        raft       8  4  2.667  2  1.6  1.333  1.143  1

        """)
  }

  @Test func picturesGoToAFileOrTheTerminal() throws {
    let algorithms = ["--algorithm", "rloo,grpo", "--group-size", "8"]
    let terminal = try Counterweight.run(Self.command + algorithms + ["--plot"])
    #expect(terminal.exitCode == 0)
    #expect(terminal.output.hasPrefix("Effective weight Ω of a group of 8  [exact]\n"))
    #expect(terminal.output.contains("Implicit objective φ of a group of 8  [exact]"))
    #expect(terminal.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for (ending, start) in [("svg", "<svg"), ("pdf", "%PDF")] {
      let path = StudyCommandTests.temporaryPath() + "." + ending
      defer { try? FileManager.default.removeItem(atPath: path) }
      let outcome = try Counterweight.run(Self.command + algorithms + ["--plot", path])
      guard outcome.exitCode == 0 else {
        #expect(outcome.errors.hasPrefix("Error: gnuplot is not installed"))
        continue
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(data.starts(with: Data(start.utf8)) && outcome.output.isEmpty)
    }
  }

  static let faults: [(arguments: [String], exitCode: Int32, line: String)] = [
    (
      ["--algorithm", "opo", "--rho", "0.5"], 65,
      "opo: the advantage is not a function of reward and success count: its baseline, group mean weighted by length, depends on lengths; enumerate or simulate it instead"
    ),
    (
      ["--algorithm", "reinforce++", "--rho", "0.5"], 65,
      "reinforce++: its baseline, mean over the batch's rollouts, needs the success rate of the batch, taken to be that of each of its prompts: give --batch-rate"
    ),
    (
      ["--algorithm", "rloo", "--rho", "1.5"], 65, "rloo: a success rate is 1.5; it must be between 0 and 1"
    ),
    (
      ["--algorithm", "pass-at-k", "--group-size", "2", "--rho", "0.5"], 65,
      "pass-at-k: pass@4 needs at least 4 rollouts in every group; this one has 2"
    ),
    (
      ["--algorithm", "dr-grpo", "--set", "promptWeight.table=1,2", "--group-size", "4", "--rho", "0.5"], 65,
      "dr-grpo: the table has 2 weights, one for each k = 1 … n − 1 of groups of 3; this group has 4"
    ),
    (
      ["--algorithm", "dr-grpo", "--set", "promptWeight.expression=1/(rho", "--rho", "0.5"], 64,
      "--set: promptWeight: \"1/(rho\" ends where an operator or ) must stand"
    ),
    (
      ["--algorithm", "rloo", "--convention", "curverl", "--rho", "0.5"], 64,
      "rloo has no convention curverl; it has paper, verl, verl-vectorized, trl, openrlhf"
    ),
    (
      ["--algorithm", "nowhere.json", "--rho", "0.5"], 66,
      "there is no readable file nowhere.json"
    ),
    (
      ["--algorithm", "rloo", "--rho", "0.5", "--plot", "no/such/folder.svg"], 74,
      "cannot write no/such/folder.svg; does its folder exist, and may you write there?"
    ),
  ]

  @Test(arguments: faults)
  func errorsAreOneLine(arguments: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(Self.command + arguments)
    #expect(outcome.errors == "Error: \(line)\n")
    #expect(outcome.exitCode == exitCode)
  }

  @Test(arguments: [
    (
      ["--algorithm", "rloo"],
      "Error: nothing is asked for; give --rho, --plot, or a policy by --probabilities"
    ),
    (
      ["--algorithm", "rloo", "--probabilities", "0.5,0.5"],
      "Error: a policy needs both --probabilities and --rewards"
    ),
    (
      ["--algorithm", "rloo", "--plot", "weights.png"],
      "Error: --plot is weights.png; it must end in .svg or .pdf"
    ),
    (
      ["--algorithm", "rloo", "--rho", "0.5", "--group-size", "0"],
      "Error: --group-size is 0; it must be between 1 and 4096"
    ),
  ])
  func wrongUsageIsNamed(arguments: [String], line: String) throws {
    let outcome = try Counterweight.run(Self.command + arguments)
    #expect(outcome.errors.hasPrefix(line + "\n"), "\(outcome.errors)")
    #expect(outcome.exitCode == 64)
  }
}
