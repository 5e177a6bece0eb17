import Foundation
import Testing

@Suite("counterweight advantage and counterweight loss")
struct RolloutCommandTests {
  static let file = ["--rollouts", "docs/examples/two-groups.jsonl"]

  @Test func advantagesAreALineEach() throws {
    let outcome = try Counterweight.run(["advantage", "--algorithm", "dr-grpo", "--json"] + Self.file)
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    let advantages = ["0.75", "-0.25", "-0.25", "-0.25", "0", "0", "0", "0"]
    #expect(outcome.output == advantages.map { "{\"advantages\":\($0)}\n" }.joined())
  }

  @Test func outputsStandInTheOrderOfTheInput() throws {
    let input = """
      {"group":"a","reward":1,"length":2}
      {"group":"b","reward":0,"length":2}
      {"group":"a","reward":0,"length":2}
      {"group":"b","reward":0,"length":2}
      """
    let outcome = try Counterweight.run(
      ["advantage", "--algorithm", "rloo", "--rollouts", "-", "--json"], input: input)
    #expect(
      outcome.output
        == "{\"advantages\":1}\n{\"advantages\":0}\n{\"advantages\":-1}\n{\"advantages\":0}\n")
  }

  @Test func rulesOfTokensPrintArraysAndReturns() throws {
    let input = """
      {"group":1,"reward":1,"mask":[1,0,1]}
      {"group":2,"reward":0,"mask":[1]}
      """
    let arguments = ["advantage", "--algorithm", "remax", "--convention", "verl", "--rollouts", "-"]
    let greedy = input.replacing("\"reward\"", with: "\"greedyReward\":1,\"reward\"")
    #expect(
      try Counterweight.run(arguments + ["--json"], input: greedy).output
        == "{\"advantages\":[0,0,0],\"returns\":[1,0,1]}\n{\"advantages\":[-1],\"returns\":[0]}\n")
    #expect(
      try Counterweight.run(arguments, input: greedy).output == """
        group  reward  length  positions  smallest  largest
        ─────  ──────  ──────  ─────────  ────────  ───────
        1           1       2          3         0        0
        2           0       1          1        −1       −1

        """)
    let missing = try Counterweight.run(
      arguments, input: "\n" + input)
    #expect(missing.errors == "Error: line 2: there is no greedyReward, which the greedy baseline needs\n")
    #expect(missing.exitCode == 65)
  }

  @Test func theLossHasAGradientForEveryLine() throws {
    let input = """
      {"group":1,"reward":1,"logProbs":[-0.5]}
      {"group":2,"reward":1,"logProbs":[-0.5]}
      {"group":1,"reward":0,"logProbs":[-0.5,-0.5]}
      {"group":2,"reward":1,"logProbs":[-0.5]}
      """
    let arguments = ["loss", "--algorithm", "group-mean", "--rollouts", "-", "--json"]
    #expect(
      try Counterweight.run(arguments, input: input).output
        == """
        {"approximateKL":0,"clipFraction":0,"clipFractionHigh":0,"clipFractionLow":0,"dualClipFraction":0,\
        "gradient":[[-0.125],[0],[0.125,0.125],[0]],"loss":-0.0625}

        """)
    let carried = try Counterweight.run(
      arguments, input: input.replacing("\"reward\"", with: "\"advantage\":2,\"reward\""))
    #expect(carried.errors == "Using the advantages of the file.\n" && carried.exitCode == 0)
    #expect(carried.output.contains("\"gradient\":[[-0.5],[-0.5],[-0.5,-0.5],[-0.5]]"))
  }

  static let badData: [([String], Int32, String)] = [
    (
      ["advantage", "--algorithm", "opo", "--convention", "trl"], 64,
      "Error: opo has no convention trl; it has paper, verl\n"
    ),
    (
      ["advantage", "--algorithm", "grpo", "--set", "scale.deviation=both"], 64,
      "Error: --set: scale: deviation is both; it must be population, sample\n"
    ),
    (
      ["advantage", "--algorithm", "grpo", "--set", "scale"], 64,
      "Error: --set: \"scale\" is no setting; write part=kind or part.field=value\n"
    ),
    (["advantage", "--algorithm", "no/such.json"], 66, "Error: there is no readable file no/such.json\n"),
    (
      ["advantage", "--algorithm", "docs/examples/two-groups.jsonl"], 65,
      """
      Error: docs/examples/two-groups.jsonl holds no algorithm; write an object with groupSize and parts, as \
      "counterweight algorithms grpo --json" prints under "algorithm"

      """
    ),
    (
      ["advantage", "--algorithm", "score-norm"], 65,
      "Error: line 2: there is no squaredScoreNorm, which the score-norm-weighted baseline needs\n"
    ),
    (
      ["loss", "--algorithm", "grpo"], 65,
      "Error: the rollouts have no referenceLogProbs, which the KL in the loss (regularizer=none leaves it out) needs: record them, or choose a rule without\n"
    ),
  ]

  @Test(arguments: badData)
  func badDataIsOneLine(arguments: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(arguments + Self.file)
    #expect(outcome.errors == line)
    #expect(outcome.exitCode == exitCode && outcome.output.isEmpty)
  }

  @Test func aLoneRolloutIsNamedByItsGroup() throws {
    let outcome = try Counterweight.run([
      "advantage", "--algorithm", "grpo", "--convention", "openrlhf", "--rollouts",
      "docs/examples/groups-of-one.jsonl",
    ])
    #expect(
      outcome.errors == """
        Error: line 1: this is the only rollout of group a, and its baseline needs at least 2: check the names of \
        groups, or set baseline.groupOfOne to zero or rawReward

        """)
    #expect(outcome.exitCode == 65)
  }

  static let unusableFiles: [(String, String, Int32, String)] = [
    ("missing.jsonl", "", 66, "Error: there is no file missing.jsonl\n"),
    ("-", "", 65, "Error: standard input has no rollouts; write one JSON object a line\n"),
    ("docs", "", 74, "Error: docs cannot be read; is it a file, and may you read it?\n"),
    (
      "-", "{\"group\":1,\"reward\":1,\"length\":1}", 65,
      "Error: the rollouts have no logProbs, which the loss needs: record them, or choose a rule without\n"
    ),
  ]

  @Test(arguments: unusableFiles)
  func filesThatCannotBeUsedAreNamed(path: String, input: String, exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(["loss", "--algorithm", "rloo", "--rollouts", path], input: input)
    #expect(outcome.errors == line)
    #expect(outcome.exitCode == exitCode && outcome.output.isEmpty)
  }

  static let wrongUsage: [([String], String)] = [
    (
      ["--algorithm", "opo", "--convention", "verk"],
      "Error: --convention is \"verk\"; opo has paper, verl\n"
    ),
    (
      ["--algorithm", "docs/examples/rule.json", "--convention", "verl"],
      "Error: --convention belongs to names of the catalogue; docs/examples/rule.json is a file\n"
    ),
    ([], "Error: Missing expected argument '--algorithm <algorithm>'\n"),
  ]

  @Test(arguments: wrongUsage)
  func wrongUsageIsNamed(arguments: [String], line: String) throws {
    let outcome = try Counterweight.run(["advantage"] + arguments + Self.file)
    #expect(outcome.errors.hasPrefix(line), "\(outcome.errors)")
    #expect(outcome.exitCode == 64)
  }
}
