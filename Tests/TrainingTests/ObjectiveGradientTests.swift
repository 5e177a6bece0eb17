import Algorithms
import Foundation
import Rollouts
import Tasks
import Testing
import Training
import Transformer

/// The gradient of a step against central differences of the whole objective: the plain network in double precision, its
/// log-probabilities, and the algorithm's loss of them.
@Suite("The objective's gradient")
struct ObjectiveGradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let algorithm: Algorithm
    var temperature = 1.0
    var isInteractive = false
  }

  private static func algorithm(
    _ surrogate: Surrogate = .clipped(ClippedSurrogate(low: 0.05, high: 0.05)),
    filter: TokenFilter = .none, regularizer: Regularizer = .none,
    aggregation: Aggregation = .sequenceMeanOfTokenMean(emptyRollouts: .counted)
  ) -> Algorithm {
    Algorithm(
      groupSize: 4, baseline: .leaveOneOut, tokenFilter: filter, surrogate: surrogate,
      aggregation: aggregation, regularizer: regularizer)
  }

  static func kl(_ kind: KLEstimator.Kind, importanceWeighted: Bool = false) -> Regularizer {
    .klInLoss(coefficient: 0.5, KLEstimator(kind), importanceWeighted: importanceWeighted)
  }

  static let cases = [
    Case(testDescription: "policy gradient", algorithm: algorithm(.policyGradient)),
    Case(testDescription: "clipped token ratios", algorithm: algorithm(aggregation: .tokenMean)),
    Case(
      testDescription: "dual clip",
      algorithm: algorithm(.clipped(ClippedSurrogate(low: 0.05, high: 0.05, dual: 1.05)))),
    Case(
      testDescription: "mean ratios of responses",
      algorithm: algorithm(.clipped(ClippedSurrogate(low: 0.05, high: 0.05, level: .sequenceMean)))),
    Case(
      testDescription: "ratios of responses",
      algorithm: algorithm(.clipped(ClippedSurrogate(low: 0.2, high: 0.2, level: .sequenceSum)))),
    Case(testDescription: "KL k1", algorithm: algorithm(regularizer: kl(.k1))),
    Case(testDescription: "KL k2", algorithm: algorithm(regularizer: kl(.k2))),
    Case(testDescription: "KL k3", algorithm: algorithm(regularizer: kl(.k3))),
    Case(
      testDescription: "weighted KL k3", algorithm: algorithm(regularizer: kl(.k3, importanceWeighted: true))),
    Case(
      testDescription: "KL in the reward",
      algorithm: algorithm(regularizer: .klInReward(coefficient: 0.5, KLEstimator(.k1), over: .tokens))),
    Case(
      testDescription: "token filter",
      algorithm: algorithm(filter: .lowestProbability(keepFraction: 0.5, minimum: 1))),
    Case(testDescription: "temperature 0.7", algorithm: algorithm(regularizer: kl(.k3)), temperature: 0.7),
    Case(
      testDescription: "masks", algorithm: algorithm(regularizer: kl(.k3)), temperature: 1.3,
      isInteractive: true),
  ]

  @Test(arguments: cases) func isThatOfThePlainReference(example: Case) throws {
    let task: any VerifiableTask = example.isInteractive ? EchoTask() : try TinyRun.task()
    let (rollouts, parameters) = try TinyRun.rollouts(
      task: task, groupSize: 4, prompts: 4, temperature: example.temperature, moved: 0.3)
    let advantages = try example.algorithm.assignCredit(to: rollouts.batch).advantages
    let minibatch = Minibatch(groups: [0, 1, 2, 3], of: rollouts, advantages: advantages)
    let estimate = try TinyRun.gradient(
      example.algorithm, at: parameters, temperature: Float(example.temperature)
    ).offPolicy(minibatch, boundary: nil)

    var reference = ReferenceTransformer(parameters)
    func objective() throws -> Double {
      var batch = rollouts.batch
      batch.tokens?.logProbabilities = rollouts.sequences.flatMap {
        reference.chosenLogProbabilities($0, temperature: example.temperature)
      }
      return try -example.algorithm.loss(for: batch, advantages: advantages).value
    }
    let loss = -(try objective())
    #expect(abs(loss - estimate.loss.value) < 1e-5 * max(1, abs(loss)))
    // The error of a central difference is of order h² and of roundoff / h: near 1e-10 of the gradient here.
    let h = 1e-5
    var (differences, checked): ([Double], [Double]) = ([], [])
    for tensor in ParameterLayout(parameters.shape).tensors {
      for index in stride(from: 0, to: tensor.range.count, by: Self.checkedEvery) {
        let (row, column) = index.quotientAndRemainder(dividingBy: tensor.columns)
        let value = try #require(reference.tensors[tensor.name]?[row][column])
        reference.tensors[tensor.name]?[row][column] = value + h
        let above = try objective()
        reference.tensors[tensor.name]?[row][column] = value - h
        differences.append((above - (try objective())) / (2 * h))
        reference.tensors[tensor.name]?[row][column] = value
        checked.append(Double(estimate.gradient[tensor.range.lowerBound + index]))
      }
    }
    // Some forty Float operations in sequence, and cancellation between rollouts of opposite sign.
    #expect(relativeDistance(checked, differences) < 5e-5)
  }

  #if DEBUG
    static let checkedEvery = 29
  #else
    static let checkedEvery = 3
  #endif
}

extension ReferenceTransformer {
  /// log π of every response token at a temperature; 0 where the policy did not choose.
  func chosenLogProbabilities(_ sequence: TokenSequence, temperature: Double) -> [Double] {
    let logits = logits(sequence.tokens)
    return (sequence.promptLength..<sequence.tokens.count).map { position in
      guard sequence.mask?[position - sequence.promptLength] ?? true else { return 0 }
      return log(
        ReferenceTransformer.softmax(logits[position - 1].map { $0 / temperature })[
          sequence.tokens[position]])
    }
  }
}
