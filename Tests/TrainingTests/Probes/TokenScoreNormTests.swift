import RandomStreams
import Tasks
import Testing
import Training
import Transformer

@Suite("Score norms of tokens")
struct TokenScoreNormTests {
  /// Every token's gradient by a pass of its own: their squared norms are those measured, and their sum is the score.
  @Test func scoresOfTokensAddUpToTheScore() throws {
    let learner = try ProbeFixture.store()
    let path = StreamPath(seed: 31)["rollouts"]
    let sequences = try learner.collect(
      prompts: learner.prompts(3, path: path), groupSize: 2, path: path
    ).sequences
    let parameters = learner.parameters
    let norms = try TokenScoreNorms(of: sequences, parameters: parameters).squaredNorms
    #expect(norms.map(\.count) == sequences.map(\.response.count))
    let pass = TransformerPass(shape: parameters.shape)
    for (sequence, norms) in zip(sequences, norms) {
      func gradient(_ weights: [Float]?) throws -> [Float] {
        var gradient = [Float](repeating: 0, count: parameters.values.count)
        try pass.forward(parameters, TokenBatch([sequence]))
        pass.backward(parameters, tokenWeights: weights)
        pass.addGradient(weights: [1], sequences: 0..<1, to: &gradient)
        return gradient
      }
      let count = sequence.response.count
      var sum = [Float](repeating: 0, count: parameters.values.count)
      for position in 0..<count {
        let token = try gradient((0..<count).map { $0 == position ? 1 : 0 })
        let norm = token.reduce(0) { $0 + Double($1) * Double($1) }
        // Float products of some hundred terms: 100 ulp of Float.
        #expect(abs(norms[position] - norm) <= 100 * Double(Float.ulpOfOne) * norm)
        #expect((norm == 0) == (sequence.mask?[position] == false))
        for index in sum.indices { sum[index] += token[index] }
      }
      let score = try gradient(nil)
      let scale = score.reduce(0) { max($0, abs($1)) }
      for (part, whole) in zip(sum, score) { #expect(abs(part - whole) <= 64 * scale * Float.ulpOfOne) }
    }
  }
}
