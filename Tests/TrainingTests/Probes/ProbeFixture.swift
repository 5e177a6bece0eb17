import Foundation
import RandomStreams
import Tasks
import Training
import Transformer

/// Learners of tasks with few responses, for probes that are checked by enumeration.
enum ProbeFixture {
  /// A learner after some supervised steps: not sure, and not at chance.
  static func learner(of task: any VerifiableTask, steps: Int = 20) throws -> Learner {
    let shape = try TransformerShape(
      vocabularySize: task.vocabularySize, width: 8, layerCount: 1, headCount: 2, feedForwardWidth: 12,
      contextLength: task.maximumPromptLength + task.maximumResponseLength)
    let learner = Learner(task: task, shape: shape, learningRate: 0.01, path: StreamPath(seed: 21)["probe"])
    for _ in 0..<steps { try learner.imitate(promptCount: 16) }
    return learner
  }

  static func sum() throws -> Learner { try learner(of: RunningSum(modulus: 2, digits: 1...2)) }

  static func store() throws -> Learner { try learner(of: KeyStore(keys: 2, hops: 1...1)) }

  /// Every token that the policy chose in some rollouts.
  static func tokens(of rollouts: CollectedRollouts) -> [ProbedToken] {
    rollouts.sequences.flatMap { sequence in
      let response = Array(sequence.response)
      return response.indices.filter { sequence.mask?[$0] ?? true }.map { index in
        let prefix = ResponsePrefix(prompt: Array(sequence.prompt), response: Array(response[..<index]))
        return ProbedToken(response[index], after: prefix)
      }
    }
  }

  /// π(token | prefix) of every token of the vocabulary.
  static func probabilities(after prefix: ResponsePrefix, _ learner: Learner) throws -> [Double] {
    let start = prefix.prompt + prefix.response
    let pass = TransformerPass(shape: learner.parameters.shape)
    try pass.forward(
      learner.parameters,
      TokenBatch(
        (0..<learner.task.vocabularySize).map {
          TokenSequence(tokens: start + [$0], promptLength: start.count)
        }))
    return pass.tokenLogProbabilities.map { exp(Double($0)) }
  }
}
