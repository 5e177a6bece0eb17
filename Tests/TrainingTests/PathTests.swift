import Algorithms
import Rollouts
import Tasks
import Testing
import Training
import Transformer

@Suite("Gradients of an update")
struct PathTests {
  static let outcomeLevel = CatalogueChoice.all.filter {
    (try? $0.algorithm(vocabularySize: 4).weighsTokens) == false
  }

  private static func offPolicy(
    _ algorithm: Algorithm, _ rollouts: CollectedRollouts, at parameters: TransformerParameters,
    tokensPerPass: Int = 10_000, boundary: Int? = nil
  ) throws -> GradientEstimate {
    let advantages = try algorithm.assignCredit(to: rollouts.batch).advantages
    let minibatch = Minibatch(
      groups: Array(0..<rollouts.batch.groupCount), of: rollouts, advantages: advantages)
    return try TinyRun.gradient(algorithm, at: parameters, tokensPerPass: tokensPerPass)
      .offPolicy(minibatch, boundary: boundary)
  }

  @Test(
    "On policy, coefficients of scores and derivatives of the loss give one gradient", arguments: outcomeLevel
  )
  func bothPaths(choice: CatalogueChoice) throws {
    let task = try TinyRun.task()
    let algorithm = try choice.algorithm(vocabularySize: task.vocabularySize)
    var (rollouts, parameters) = try TinyRun.rollouts(task: task, groupSize: algorithm.groupSize, prompts: 12)
    let gradient = TinyRun.gradient(algorithm, at: parameters)
    try gradient.measureScoreNorms(of: &rollouts)
    if algorithm.selection.resamplesDeadGroups {
      rollouts = rollouts.groups(
        (0..<rollouts.batch.groupCount).filter {
          Set(rollouts.batch.rollouts[rollouts.batch.group($0)].map(\.reward)).count > 1
        })
    }
    let scores = try gradient.onPolicy(rollouts, boundary: nil)
    let derivatives = try Self.offPolicy(algorithm, rollouts, at: parameters)
    #expect(GradientNorm.of(scores.gradient) > 0)
    #expect(relativeDistance(scores.gradient, derivatives.gradient) < 1e-5)
    // The sampler's log-probabilities and the pass's differ by rounding; losses cancel down from terms of order one.
    #expect(abs(scores.loss.value - derivatives.loss.value) < 1e-5)
    if algorithm.baseline.dependence != .squaredScoreNorms {
      #expect(scores.trainedTokens == derivatives.trainedTokens)
    }
  }

  @Test("Chunks change nothing but rounding", arguments: [1, 20, 64])
  func chunks(tokensPerPass: Int) throws {
    let task = try TinyRun.task()
    for name in ["rloo", "grpo", "dr-grpo", "gspo", "otb", "flash-reinforce", "c-rf"] {
      let convention: Convention = name == "c-rf" ? .verlAgent : .paper
      let algorithm = try AlgorithmSettings(name: name, convention: convention)
        .algorithm(vocabularySize: task.vocabularySize).setting("groupSize=8")
      var (rollouts, parameters) = try TinyRun.rollouts(task: task, groupSize: 8, moved: 0.1)
      try TinyRun.gradient(algorithm, at: parameters).measureScoreNorms(of: &rollouts)
      let whole = try Self.offPolicy(algorithm, rollouts, at: parameters)
      let parts = try Self.offPolicy(algorithm, rollouts, at: parameters, tokensPerPass: tokensPerPass)
      #expect(relativeDistance(parts.gradient, whole.gradient) < 1e-5, "\(name)")
      #expect(abs(parts.loss.value - whole.loss.value) < 1e-6, "\(name)")
      guard !algorithm.weighsTokens else { continue }
      let scores = try TinyRun.gradient(algorithm, at: parameters).onPolicy(rollouts, boundary: nil)
      let scoreParts = try TinyRun.gradient(algorithm, at: parameters, tokensPerPass: tokensPerPass)
        .onPolicy(rollouts, boundary: nil)
      #expect(relativeDistance(scoreParts.gradient, scores.gradient) < 1e-5, "\(name)")
    }
  }

  @Test(
    "What a trust region keeps is known before any derivative is taken, however small the chunks",
    arguments: [1, 20, 64], [["aggregation=classBalanced"], ["scale=batchWhitening"]])
  func trustRegionInChunks(tokensPerPass: Int, changes: [String]) throws {
    let task = try TinyRun.task()
    let algorithm = try AlgorithmSettings(name: "flash-reinforce", set: ["groupSize=8"] + changes)
      .algorithm(vocabularySize: task.vocabularySize)
    let (rollouts, parameters) = try TinyRun.rollouts(task: task, groupSize: 8, moved: 0.1)
    let whole = try Self.offPolicy(algorithm, rollouts, at: parameters)
    let all = try Self.offPolicy(
      algorithm.setting("selection.limit=1e9"), rollouts, at: parameters)
    #expect(GradientNorm.of(whole.gradient) > 0)
    #expect(relativeDistance(all.gradient, whole.gradient) > 1e-2, "some rollouts are left out")
    let parts = try Self.offPolicy(algorithm, rollouts, at: parameters, tokensPerPass: tokensPerPass)
    #expect(relativeDistance(parts.gradient, whole.gradient) < 1e-5)
    #expect(abs(parts.loss.value - whole.loss.value) < 1e-6)
  }

  @Test("Rollouts of dead groups do not pass through the network")
  func deadGroups() throws {
    let task = try TinyRun.task()
    let algorithm = Algorithm(groupSize: 4, baseline: .leaveOneOut)
    let (rollouts, parameters) = try TinyRun.rollouts(task: task, groupSize: 4, prompts: 8)
    let live = (0..<8).filter {
      Set(rollouts.batch.rollouts[rollouts.batch.group($0)].map(\.reward)).count > 1
    }
    #expect((1..<8).contains(live.count))
    let expected = rollouts.groups(live).batch.rollouts.reduce(0) { $0 + $1.length }
    let scores = try TinyRun.gradient(algorithm, at: parameters).onPolicy(rollouts, boundary: nil)
    let derivatives = try Self.offPolicy(algorithm, rollouts, at: parameters)
    #expect(scores.trainedTokens == expected && derivatives.trainedTokens == expected)
  }

  @Test("A trust region silences rollouts from which the present policy has moved")
  func trustRegion() throws {
    let task = try TinyRun.task()
    func gradient(limit: Double, moved: Float) throws -> [Float] {
      let algorithm = Algorithm(
        groupSize: 4, baseline: .batchMean(over: .rollouts), selection: .sequenceTrustRegion(limit: limit))
      let (rollouts, parameters) = try TinyRun.rollouts(task: task, groupSize: 4, moved: moved)
      return try Self.offPolicy(algorithm, rollouts, at: parameters).gradient
    }
    let norms = try [(1e-9, 0.0), (1e-9, 0.3), (1e9, 0.3), (0.01, 0.3)].map { limit, moved in
      GradientNorm.of(try gradient(limit: limit, moved: Float(moved)))
    }
    #expect(norms[0] > 0 && norms[1] == 0 && norms[2] > 0)
    #expect(norms[3] > 0 && norms[3] != norms[2])
  }

  @Test("The two parts of a gradient are those of the two halves of the groups")
  func halves() throws {
    let task = try TinyRun.task()
    let algorithm = Algorithm(groupSize: 8, baseline: .leaveOneOut)
    let (rollouts, parameters) = try TinyRun.rollouts(task: task, groupSize: 8)
    let gradient = TinyRun.gradient(algorithm, at: parameters)
    let halves = try [[0, 1, 2], [3, 4, 5]].map {
      try gradient.onPolicy(rollouts.groups($0), boundary: nil).gradient.map { $0 / 2 }
    }
    let variance = zip(halves[0], halves[1]).reduce(0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }
    let whole = try gradient.onPolicy(rollouts, boundary: 24)
    #expect(relativeDistance(whole.gradient, zip(halves[0], halves[1]).map(+)) < 1e-5)
    let measured = try #require(whole.variance)
    #expect(abs(measured / variance - 1) < 1e-5)
    let derivatives = try Self.offPolicy(algorithm, rollouts, at: parameters, boundary: 24)
    let remeasured = try #require(derivatives.variance)
    #expect(abs(remeasured / variance - 1) < 1e-5)
    let undivided = try gradient.onPolicy(rollouts, boundary: nil)
    #expect(undivided.variance == nil)
  }
}
