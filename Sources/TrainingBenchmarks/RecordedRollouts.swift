import RandomStreams
import Tasks
import Training
import TrainingRuns

/// Prompts with the lengths and verdicts of responses, to be played again by whoever is timed.
public struct RecordedRollouts: Codable, Sendable {
  /// The number of tokens there are.
  public let vocabularySize: Int
  /// The length at which a response would have been cut off.
  public let responseSlots: Int
  /// Rollouts of one prompt that follow each other.
  public let groupSize: Int
  /// The prompt of every rollout.
  public let prompts: [[Int]]
  /// The number of response tokens of every rollout.
  public let responseLengths: [Int]
  /// Whether each succeeded.
  public let successes: [Bool]

  /// The number of tokens of the longest prompt.
  var promptLength: Int { prompts.map(\.count).max() ?? 0 }
  /// The number of response tokens.
  var responseTokens: Int { responseLengths.reduce(0, +) }
  /// The number of rollouts.
  var count: Int { prompts.count }

  /// The number of rollouts whose group has successes and failures.
  var liveCount: Int {
    stride(from: 0, to: count, by: groupSize).reduce(0) { sum, start in
      Set(successes[start..<start + groupSize]).count == 2 ? sum + groupSize : sum
    }
  }

  /// Random prompts of one length whose responses fill all their slots, every other one a success.
  public init(vocabularySize: Int, promptLength: Int, responseLength: Int, count: Int, groupSize: Int) {
    var stream = StreamPath(seed: 1)["prompts"].stream()
    self.vocabularySize = vocabularySize
    self.groupSize = groupSize
    responseSlots = responseLength
    prompts = (0..<count / groupSize).flatMap { _ in
      let prompt = (0..<promptLength).map { _ in stream.index(below: vocabularySize) }
      return Array(repeating: prompt, count: groupSize)
    }
    responseLengths = Array(repeating: responseLength, count: count)
    successes = (0..<count).map { $0.isMultiple(of: 2) }
  }

  /// A batch of a preset's task, sampled by its network after its warm-up.
  ///
  /// - Throws: what reading the preset, training and sampling throw.
  public init(preset: String, count: Int, groupSize: Int) throws {
    let file = try TrainingFile.read(preset, overrides: [])
    let task = try file.task.makeTask()
    let trainer = try Trainer(
      task: task, settings: file.settings, path: StreamPath(seed: file.seed)["record"])
    _ = try trainer.warmUp()
    let rollouts = try trainer.rollouts(promptCount: count / groupSize, groupSize: groupSize)
    vocabularySize = task.vocabularySize
    responseSlots = task.maximumResponseLength
    self.groupSize = groupSize
    prompts = rollouts.sequences.map { Array($0.prompt) }
    responseLengths = rollouts.sequences.map(\.response.count)
    successes = rollouts.batch.rollouts.map { $0.reward == 1 }
  }
}
