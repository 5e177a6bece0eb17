import Algorithms
import Foundation
import RolloutLogs
import Rollouts
import Testing

@Suite("Files of rollouts")
struct RolloutFileTests {
  /// Reads a text as a file.
  static func read(_ text: String) throws -> RolloutLog { try read(Data(text.utf8)) }

  static func read(_ data: Data) throws -> RolloutLog {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".jsonl")
    try data.write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try #require(RolloutFile.read(url.path).first)
  }

  static func message(_ text: String) -> String {
    do {
      _ = try read(text)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func everyFieldComesBack() throws {
    var record = RolloutRecord(group: .number(7), reward: 0.25)
    record.step = 3
    record.sample = .text("a")
    record.rewards = ["format": 1, "answer": nil]
    record.mask = [true, false, true]
    record.length = 2
    record.truncated = true
    record.tokenRewards = [0, 0, 0.25]
    record.logProbs = [-0.1, -0.2, -0.3]
    record.oldLogProbs = [-0.2, -0.2, -0.3]
    record.behaviorLogProbs = [-0.3, -0.2, -0.3]
    record.referenceLogProbs = [-0.4, -0.2, -0.3]
    record.rolloutWeights = [1, 2, 0.5]
    record.entropies = [0.1, 0.2, 0.3]
    record.sumOfSquaredProbabilities = [0.5, 0.6, 0.7]
    record.squaredScoreNorm = 2
    record.values = [0, 0.5, 1]
    record.greedyReward = 1
    record.trackerPrior = 0.5
    record.trajectory = .text("t")
    record.advantage = .tokens([1, 0, -1])
    record.prompt = "2 + 2/3 = \"?\""
    record.completion = "vier\nälter"
    let log = try Self.read(try RolloutFile.text(of: [record]))
    #expect(log.records == [record])
    #expect(log.lines == [2])
    #expect(
      log.batch.rollouts == [
        Rollout(
          reward: 0.25, length: 2, squaredScoreNorm: 2, greedyReward: 1, trackerPrior: 0.5, trajectory: 0)
      ])
    let tokens = try #require(log.batch.tokens)
    #expect(tokens.mask == [true, false, true])
    #expect(tokens.rewards == record.tokenRewards && tokens.logProbabilities == record.logProbs)
    #expect(tokens.oldLogProbabilities == record.oldLogProbs)
    #expect(tokens.behaviorLogProbabilities == record.behaviorLogProbs)
    #expect(tokens.referenceLogProbabilities == record.referenceLogProbs)
    #expect(tokens.rolloutWeights == record.rolloutWeights && tokens.entropies == record.entropies)
    #expect(tokens.sumsOfSquaredProbabilities == record.sumOfSquaredProbabilities)
    #expect(try log.advantages() == .tokens([1, 0, -1]))
  }

  @Test func groupsMayBeInterleaved() throws {
    let log = try Self.read(
      """
      {"group":"b","reward":1,"length":3}
      {"group":1,"reward":0,"length":4}
      {"group":"b","reward":0,"length":5}
      {"group":"1","reward":1,"length":6}
      {"group":1,"reward":1,"length":7}
      """)
    #expect(log.order == [0, 2, 1, 4, 3])
    #expect(log.batch.groupStarts == [0, 2, 4, 5])
    #expect(log.batch.rollouts.map(\.length) == [3, 5, 4, 7, 6])
    #expect(log.inFileOrder(log.batch.rollouts.map(\.length)) == [3, 4, 5, 6, 7])
    #expect(log.line(ofRollout: 1) == 3)
    #expect(log.batch.tokens == nil)
  }

  @Test func rowsOfPositionsGoBackToTheFilesOrder() throws {
    let log = try Self.read(
      """
      {"group":"a","reward":1,"logProbs":[-1,-2]}
      {"group":"b","reward":0,"logProbs":[-3]}
      {"group":"a","reward":0,"logProbs":[-4,-5,-6]}
      """)
    let values = try #require(log.batch.tokens?.logProbabilities)
    #expect(values == [-1, -2, -4, -5, -6, -3])
    #expect(log.rowsInFileOrder(values) == [[-1, -2], [-3], [-4, -5, -6]])
  }

  @Test func theLengthIsTheMasksOrTheGivenOrThePositionsOrOne() throws {
    let log = try Self.read(
      """
      {"group":"a","reward":1,"mask":[1,0,1]}
      {"group":"a","reward":1,"length":5}
      {"group":"a","reward":1}
      """)
    #expect(log.batch.rollouts.map(\.length) == [2, 5, 1])
    let padded = try Self.read("{\"group\":\"a\",\"reward\":1,\"length\":2,\"logProbs\":[-1,-1,0]}")
    #expect(padded.batch.rollouts[0].length == 2)
    #expect(padded.batch.tokens?.mask == [true, true, false])
  }

  @Test(arguments: [
    "{\"group\":\"a\",\"reward\":1}\r\n\r\n{\"group\":\"a\",\"reward\":0}\r\n",
    "\u{FEFF}{\"group\":\"a\",\"reward\":1}\n{\"group\":\"a\",\"reward\":0}\n",
    "{\"group\":\"a\",\"reward\":1}\n \t\n{\"group\":\"a\",\"reward\":0}",
    "{\"schema\":\"counterweight.rollouts/1\"}\n{\"group\":\"a\",\"reward\":1}\n"
      + "{\"schema\":\"counterweight.rollouts/1\"}\n{\"group\":\"a\",\"reward\":0,\"unknown\":[{}]}\n",
  ])
  func lineEndingsAndMarksDoNotMatter(text: String) throws {
    #expect(try Self.read(text).batch.rollouts.map(\.reward) == [1, 0])
  }

  /// Every step is a batch of its own, with groups and trajectories of its own.
  @Test func stepsAreUpdates() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".jsonl")
    let lines = [(1, 1), (2, 0), (1, 0), (2, 0)].map {
      "{\"group\":\"a\",\"step\":\($0),\"reward\":\($1),\"trajectory\":0,\"acc\":1}\n"
    }
    try lines.joined().write(to: url, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: url) }
    var ignored: [String] = []
    let logs = try RolloutFile.read(url.path) { ignored = $0 }
    #expect(logs.map(\.lines) == [[1, 3], [2, 4]])
    #expect(logs.map { $0.batch.rollouts.map(\.reward) } == [[1, 0], [0, 0]])
    #expect(ignored == ["acc"])
  }

  /// More than one piece of the reader, with lines across its borders.
  @Test func longFilesAreReadInPieces() throws {
    let completion = String(repeating: "ä", count: 300_000)
    let lines = (0..<9).map { "{\"group\":\($0),\"reward\":1,\"completion\":\"\(completion)\"}\n" }
    let log = try Self.read(lines.joined())
    #expect(log.records.map(\.group) == (0..<9).map { .number($0) })
    #expect(log.records.allSatisfy { $0.completion == completion })
  }

  @Test func advantagesNeedEveryRecord() throws {
    let one = "{\"group\":\"a\",\"reward\":1,\"length\":2,\"advantage\":0.5}\n"
    #expect(try Self.read(one).advantages() == .rollouts([0.5]))
    let lacking = "{\"group\":\"a\",\"reward\":1,\"length\":2}"
    #expect(try Self.read(lacking).advantages() == nil)
    #expect(throws: RolloutLogError.line(2, .missingColumn("advantage"))) {
      try Self.read(one + lacking).advantages()
    }
    let mixed = one + "{\"group\":\"a\",\"reward\":1,\"length\":3,\"advantage\":[1,2,3]}"
    #expect(try Self.read(mixed).advantages() == .tokens([0.5, 0.5, 1, 2, 3]))
  }

  static let problems: [(String, String)] = [
    ("{\"reward\":1}", "there is no group; it must be a string or a whole number"),
    ("{\"group\":1.5,\"reward\":1}", "group is 1.5; it must be a string or a whole number"),
    ("{\"group\":1,\"reward\":1,\"step\":1.5}", "step is 1.5; it must be a whole number"),
    ("{\"group\":1}", "there is no reward; it must be a finite number: drop rollouts without a verdict"),
    (
      "{\"group\":1,\"reward\":null}",
      "reward is null; it must be a finite number: drop rollouts without a verdict"
    ),
    (
      "{\"group\":1,\"reward\":NaN}",
      "reward is nan; it must be a finite number: drop rollouts without a verdict"
    ),
    (
      "{\"group\":1,\"reward\":\"1\"}",
      "reward is \"1\"; it must be a finite number: drop rollouts without a verdict"
    ),
    (
      "{\"group\":1,\"rewards\":{\"a\":1}}",
      """
      there are rewards but no reward; add them up with the weights of the training run, and write the sum as reward
      """
    ),
    (
      "{\"group\":1,\"reward\":1,\"logProbs\":[-1,\"x\"]}",
      "logProbs is [-1,\"x\"]; it must be an array of numbers, one per response position"
    ),
    (
      "{\"group\":1,\"reward\":1,\"logProbs\":[-1,NaN]}",
      "this is no JSON object; write one record a line, and drop NaN and Infinity, which JSON does not have"
    ),
    (
      "[1]",
      "this is no JSON object; write one record a line, and drop NaN and Infinity, which JSON does not have"
    ),
    ("{\"group\":1,\"reward\":1,\"mask\":[1,2]}", "mask[1] is 2.0; it must be 0 or 1"),
    (
      "{\"group\":1,\"reward\":1,\"mask\":[1,1],\"length\":1}",
      "length is 1, but the mask counts 2 positions; they must agree"
    ),
    (
      "{\"group\":1,\"reward\":1,\"length\":3,\"logProbs\":[-1]}",
      "length is 3, but there are 1 positions; it must be 1 or less"
    ),
    (
      "{\"group\":1,\"reward\":1,\"length\":-1}",
      "the rollout has length -1; a length counts tokens and is 0 or more"
    ),
    (
      "{\"group\":1,\"reward\":1,\"mask\":[1,1],\"entropies\":[1]}",
      "the rollout has 1 entropies for 2 response positions; every column needs one value per position"
    ),
    (
      "{\"group\":1,\"reward\":1,\"length\":2,\"advantage\":[1]}",
      "the rollout has 1 advantage for 2 response positions; every column needs one value per position"
    ),
    (
      "{\"group\":1,\"reward\":1,\"logProbs\":[-1,0.5]}",
      "the rollout has logProbs[1] = 0.5; it must be a finite logarithm of a probability, 0 or less"
    ),
    (
      "{\"group\":1,\"reward\":1,\"trackerPrior\":2}",
      "the rollout has trackerPrior 2.0; it must be between 0 and 1"
    ),
    (
      "{\"schema\":\"counterweight.rollouts/2\"}",
      "the schema is \"counterweight.rollouts/2\"; known is counterweight.rollouts/1"
    ),
  ]

  @Test(arguments: problems)
  func everyProblemNamesItsLine(line: String, problem: String) {
    #expect(Self.message("\n \n" + line) == "line 3: " + problem)
  }

  @Test func aColumnStandsInAllRecordsOrInNone() {
    let without = "{\"group\":0,\"reward\":1}\n"
    let with = "{\"group\":0,\"reward\":1,\"logProbs\":[-1]}\n"
    let problem =
      "logProbs is missing, though other lines have it; give it in every record or in none"
    #expect(Self.message(with + without) == "line 2: " + problem)
    #expect(Self.message(without + with) == "line 1: " + problem)
  }

  @Test func filesWithoutRolloutsAreRefused() throws {
    #expect(Self.message("").hasSuffix(".jsonl has no rollouts; write one JSON object a line"))
    #expect(Self.message("{\"schema\":\"counterweight.rollouts/1\"}\n").contains("has no rollouts"))
    #expect(throws: RolloutLogError.noSuchFile("/nowhere.jsonl")) { try RolloutFile.read("/nowhere.jsonl") }
    #expect(RolloutLogError.noSuchFile("/nowhere.jsonl").description == "there is no file /nowhere.jsonl")
    #expect(throws: RolloutLogError.unreadable("/")) { try RolloutFile.read("/") }
    #expect(
      RolloutLogError.unreadable("/").description == "/ cannot be read; is it a file, and may you read it?")
  }
}
