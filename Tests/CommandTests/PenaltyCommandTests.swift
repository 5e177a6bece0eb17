import Foundation
import Testing

@Suite("counterweight penalty, penalty tree, penalty drift and penalty train")
struct PenaltyCommandTests {
  static let tokenText = "--visit 0.5 --success-visited 0.3 --success-unvisited 0.1"
  static let token = tokenText.split(separator: " ").map(String.init)
  static let baseline = ["--set", "baseline=constant", "baseline.value=0.5"]

  static func json(_ arguments: [String]) throws -> Any {
    let outcome = try Counterweight.run(["penalty"] + arguments + ["--json"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
  }

  static func object(_ arguments: [String]) throws -> [String: Any] {
    try #require(json(arguments) as? [String: Any])
  }

  @Test func oneTokenIsAnObject() throws {
    let object = try Self.object(Self.token + ["--group-size", "8", "--algorithm", "rloo"])
    #expect(
      Set(object.keys) == [
        "algorithm", "rolloutCount", "rollouts", "assumptions", "visit", "successVisited", "successUnvisited",
        "trueAdvantage", "negativeCoefficientProbability", "positiveCoefficientProbability",
        "negativeCoefficientMass", "positiveCoefficientMass", "negativeLogitProbability", "negativeLogitMass",
        "positiveLogitProbability", "positiveLogitMass", "expectedCoefficient", "expectedLogitGradient",
        "gaussianApproximation", "gaussianLogitApproximation",
      ])
    let probability = try #require(object["negativeCoefficientProbability"] as? Double)
    #expect(abs(probability - 0.156811390859375) <= 1e-12 * probability)
    #expect(object["negativeLogitProbability"] as? Double == probability)
  }

  @Test func singleRolloutsTakeTheirPlaceInABatch() throws {
    let object = try Self.object(
      Self.token + [
        "--single-rollout", "--batch-size", "8", "--other-rate", "0.4", "--algorithm", "c-rf",
      ])
    let mass = try #require(object["negativeCoefficientMass"] as? Double)
    #expect(abs(mass - 0.07286888) <= 1e-12 * mass)
    #expect(object["gaussianApproximation"] is NSNull)
  }

  @Test func severalSizesAndAlgorithmsAreAnArrayInTheirOrder() throws {
    let objects = try #require(
      try Self.json(Self.token + ["--group-size", "2,8", "--algorithm", "rloo,grpo"]) as? [[String: Any]])
    #expect(objects.map { $0["algorithm"] as? String } == ["rloo", "rloo", "grpo", "grpo"])
    #expect(objects.map { $0["rolloutCount"] as? Int } == [2, 8, 2, 8])
    let probabilities = objects.map { $0["negativeCoefficientProbability"] as? Double }
    #expect(probabilities[0] == probabilities[2] && probabilities[1] == probabilities[3])
  }

  @Test func aTreeListsItsTokens() throws {
    let object = try Self.object([
      "tree", "docs/examples/tree.yml", "--algorithm", "rloo", "--group-size", "4",
    ])
    #expect(
      Set(object.keys) == [
        "algorithm", "rolloutCount", "rollouts", "assumptions", "successRate", "falseCoefficientShare",
        "falseLogitShare",
        "reversedShare", "tokens",
      ])
    let tokens = try #require(object["tokens"] as? [[String: Any]])
    #expect(tokens.count == 6)
    #expect(tokens[2]["path"] as? [String] == ["set up", "right turn"])
    #expect(object["reversedShare"] as? Double == 0)
  }

  @Test func theDriftOfTheTwoLevelExample() throws {
    let object = try Self.object(
      [
        "drift", "--visit", "0.9", "--success", "0.005", "--step-size", "1", "--algorithm", "reinforce",
        "--group-size", "1",
      ] + Self.baseline)
    let drift = try #require(object["drift"] as? Double)
    #expect(abs(drift + 0.0007072947195675545517845) <= 1e-12 * abs(drift))
    let critical = try #require(object["criticalSuccess"] as? Double)
    #expect(abs(critical - 0.09230360586832759053532) <= 1e-12 * critical)
    let stall = try #require(object["signStall"] as? Double)
    #expect(abs(stall - 1 / 1.99) <= 1e-12)
    #expect(object["hittingProbability"] is NSNull)
    let short = try Self.object(
      [
        "drift", "--visit", "0.9", "--success", "0.005", "--step-size", "0.2", "--algorithm", "reinforce",
        "--group-size", "1", "--low", "0.5", "--high", "0.99",
      ] + Self.baseline)
    let hitting = try #require(short["hittingProbability"] as? Double)
    #expect(abs(hitting - 0.4083998757896756180636) <= 1e-12 * hitting)
  }

  @Test func trainingHasTheSameBitsOnAnyNumberOfThreads() throws {
    let arguments = [
      "penalty", "train", "builtin:shared-prefix", "--algorithm", "grpo", "--group-size", "4", "--step-size",
      "0.5",
      "--rollouts", "64", "--chains", "9", "--json",
    ]
    let outputs = try ["1", "2", "5"].map { try Counterweight.run(arguments + ["--jobs", $0]).output }
    #expect(outputs[0] == outputs[1] && outputs[1] == outputs[2] && outputs[0].contains("\"records\""))
    let other = try Counterweight.run(arguments + ["--seed", "2"]).output
    #expect(other != outputs[0])
  }

  /// A command that is refused in one line.
  struct Refusal: Sendable {
    let command: String
    let exitCode: Int32
    let line: String

    init(_ command: String, _ exitCode: Int32, _ line: String) {
      self.command = command
      self.exitCode = exitCode
      self.line = line
    }
  }

  static let refusals: [Refusal] = [
    Refusal(
      "--visit 1.2 --success-visited 0.3 --success-unvisited 0.1 --algorithm rloo", 65,
      "the probability of a visit is 1.2; it must be between 0 and 1"),
    Refusal(
      "--visit nan --success-visited 0.3 --success-unvisited 0.1 --algorithm rloo", 65,
      "the probability of a visit is nan; it must be between 0 and 1"),
    Refusal(
      "--visit 0.5 --success-visited 1.1 --success-unvisited 0.1 --algorithm rloo", 65,
      "the success rate with the token is 1.1; it must be between 0 and 1"),
    Refusal(
      "\(tokenText) --algorithm reinforce++", 65,
      """
      reinforce++: its baseline, mean over the batch's rollouts, needs the success rate of the batch, taken to be that of \
      each of its prompts: give --batch-rate
      """),
    Refusal(
      "\(tokenText) --algorithm spo", 65,
      """
      spo: its baseline, tracked success rate of the prompt, comes from outside the batch, and what a token gets depends on \
      it; give it as a number, such as --set baseline=constant baseline.value=0.4
      """),
    Refusal(
      "\(tokenText) --algorithm rloo --set tokenFilter=lowestProbability", 65,
      """
      rloo: its tokenFilter, failures keep the 10 % of lowest probability, reads every token of a response; ask for the \
      tokens of a tree
      """),
    Refusal(
      "\(tokenText) --algorithm batch-mean --single-rollout --batch-size 3 --other-rate 1.4", 65,
      "batch-mean: a success rate is 1.4; it must be between 0 and 1"),
    Refusal(
      "tree builtin:nothing --algorithm rloo", 64,
      """
      there is no tree 'builtin:nothing'; give one of builtin:two-level, builtin:lock-in, builtin:shared-prefix, \
      builtin:brackets, or a file
      """),
    Refusal(
      "tree nowhere.yml --algorithm rloo", 66,
      """
      there is no file nowhere.yml; docs/examples/tree.yml shows what it holds, and builtin:NAME names a tree that needs no \
      file
      """),
    Refusal(
      "tree builtin:shared-prefix --algorithm rloo --group-size 129", 65,
      "rloo: the group size is 129; for tokens of a tree, and for drifts, groups of at most 128 are summed"),
    Refusal(
      "drift --visit 1 --success 0.1 --step-size 1 --algorithm rloo", 65,
      "the probability of the good token is 1.0; it must be between 0 and 1, both excluded"),
    Refusal(
      "train builtin:lock-in --algorithm rloo --step-size 1 --watch good", 64,
      "--watch has 'good' where the tree has bad, first, second, third, fourth; name a token of the tree"),
    Refusal(
      "train builtin:lock-in --algorithm rloo --step-size 0", 64,
      "--step-size is 0.0; it must be above 0 and below 1e304"),
    Refusal(
      "train builtin:lock-in --algorithm rloo --group-size 8 --step-size 1 --rollouts 801", 64,
      "--rollouts is 801; updates of rloo take 8 each, so give a multiple of 8"),
    Refusal(
      "\(tokenText) --algorithm reinforce --group-size 8 --set baseline=constant baseline.value=1e308", 65,
      "reinforce: its advantages add up to more than 1.8e308; make the baseline, or the prompt weight, smaller"
    ),
    Refusal("tree docs --algorithm rloo", 66, "docs is a folder; name a file"),
  ]

  @Test(arguments: refusals)
  func errorsAreOneLine(refusal: Refusal) throws {
    let outcome = try Counterweight.run(["penalty"] + refusal.command.split(separator: " ").map(String.init))
    #expect(outcome.exitCode == refusal.exitCode, "\(outcome.errors)")
    #expect(outcome.errors == "Error: \(refusal.line)\n")
    #expect(outcome.output.isEmpty)
  }

  /// Overrides of the study that are refused before a cell is computed.
  static let illegalParameters: [Refusal] = [
    Refusal(
      "parameters.phases.arms=[single,single]", 65,
      "parameters.phases.arms must list at least one, and each only once"),
    Refusal(
      "parameters.training.learningRate=-1", 65,
      "parameters.training.learningRate is -1.0; it must be a number above 0"),
    Refusal(
      "parameters.training.updates=5", 65,
      "parameters.training.updates is 5; it must be between 10 and 1000000"),
    Refusal(
      "parameters.phases.rollouts=7", 65,
      "parameters.phases.rollouts is 7; it must be a multiple of the 8 rollouts of arm 'external'"),
    Refusal(
      "parameters.exact.otherRate=1.5", 65, "batch-mean: a success rate is 1.5; it must be between 0 and 1"),
    Refusal(
      "parameters.exact.filteredArm=nobody", 65,
      """
      there is no arm 'nobody' in parameters.arms; it has single, filtered, positives, low-baseline, external, batch, c-rf, \
      ntf, random, group, filtered-group
      """),
  ]

  @Test(arguments: illegalParameters)
  func theStudyRefusesWhatWouldFailLater(refusal: Refusal) throws {
    let output = StudyCommandTests.temporaryPath()
    let outcome = try Counterweight.run(
      ["study", "run", "simulations/false-penalty", "--output", output, refusal.command])
    #expect(outcome.exitCode == refusal.exitCode)
    #expect(outcome.errors == "Error: \(refusal.line)\n")
    #expect(!FileManager.default.fileExists(atPath: output))
  }

  static let misuses: [Refusal] = [
    Refusal("--group-size 0", 64, "--group-size is 0; it must be between 1 and 4096"),
    Refusal(
      "--batch-size 8", 64,
      "--batch-size belongs to single rollouts; give --single-rollout too, or leave it out"),
    Refusal(
      "--single-rollout --batch-size 8", 64, "--single-rollout needs --batch-size and --other-rate; give both"
    ),
    Refusal(
      "--single-rollout --batch-size 8 --other-rate 0.1,0.2", 64,
      "--other-rate has 2 rates; a batch of 8 has 7 other prompts, give one for all or one for each"),
  ]

  @Test(arguments: misuses)
  func misuseNamesTheOption(misuse: Refusal) throws {
    let command = "penalty \(Self.tokenText) --algorithm rloo \(misuse.command)"
    let outcome = try Counterweight.run(command.split(separator: " ").map(String.init))
    #expect(outcome.exitCode == misuse.exitCode)
    #expect(outcome.errors.hasPrefix("Error: \(misuse.line)\n"), "\(outcome.errors)")
  }
}
