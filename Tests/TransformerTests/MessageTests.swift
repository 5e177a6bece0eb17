import RandomStreams
import Testing
import Transformer

@Suite("What is refused, and in which words")
struct MessageTests {
  func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was refused"
    } catch {
      return "\(error)"
    }
  }

  func shape(_ width: Int, _ headCount: Int, _ contextLength: Int = 8, vocabularySize: Int = 4) throws {
    _ = try TransformerShape(
      vocabularySize: vocabularySize, width: width, layerCount: 1, headCount: headCount, feedForwardWidth: 4,
      contextLength: contextLength)
  }

  @Test("Shapes")
  func shapes() {
    #expect(
      message { try shape(8, 2, vocabularySize: 0) }
        == "vocabularySize is 0, outside 1 ... 262144: choose a number in that range")
    #expect(
      message { try shape(8, 2, 1) }
        == "contextLength is 1, outside 2 ... 262144: choose a number in that range")
    #expect(
      message { try shape(2, 1, vocabularySize: 3) }
        == "vocabularySize · width is 6, below 8, the numbers of a vector: choose larger ones")
    #expect(
      message { try shape(10, 4) }
        == "width is 10, not a multiple of 2 · headCount = 8: choose 16, or another headCount")
  }

  @Test("Sequences")
  func sequences() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    func read(_ tokens: [Int], _ promptLength: Int) -> String {
      let sequences = [
        TokenSequence(tokens: [1, 2], promptLength: 1),
        TokenSequence(tokens: tokens, promptLength: promptLength),
      ]
      return message { _ = try TinyTransformer.pass(parameters, sequences) }
    }
    #expect(
      read([1, 7], 1)
        == "sequence 1 has token 7, outside 0 ..< vocabularySize = 7: "
        + "encode it with the vocabulary of the model")
    #expect(
      read([1, 2], 0)
        == "sequence 1 has promptLength 0, outside 1 ... 2: begin every prompt with at least one token")
    #expect(
      read([Int](repeating: 1, count: 13), 1)
        == "sequence 1 has 13 tokens, outside 1 ... contextLength = 12: shorten it, or raise contextLength")
    #expect(read([], 0) == "sequence 1 has 0 tokens, outside 1 ... contextLength = 12: begin it with a token")
  }

  @Test("Sampling")
  func sampling() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let sampler = TransformerSampler(shape: parameters.shape)
    func sample(
      _ prompts: [[Int]] = [[1]], endToken: Int = 0, maximumResponseLength: Int = 1, temperature: Double = 1
    ) -> String {
      message {
        _ = try sampler.sample(
          parameters, prompts: prompts, streams: SamplerTests.streams(1), endToken: endToken,
          maximumResponseLength: maximumResponseLength,
          rule: SamplingRule(temperature: temperature))
      }
    }
    #expect(sample([[-1]]).hasPrefix("prompt 0 has token -1, outside 0 ..< vocabularySize = 7: "))
    #expect(sample([[1], [2]]) == "1 random streams for 2 prompts: give every rollout its own")
    #expect(
      sample(endToken: 7)
        == "endToken is 7, outside 0 ..< vocabularySize = 7: take a token of the vocabulary")
    #expect(sample(maximumResponseLength: -1) == "maximumResponseLength is -1, below 0: take 0 or more")
    #expect(
      sample(temperature: -0.5)
        == "temperature is -0.5, not a finite number of at least 0: take 1 to sample the policy")
  }

  @Test("Parameters")
  func parameters() throws {
    let shape = try TinyTransformer.shape(layerCount: 1)
    #expect(shape.parameterCount == 2 * 7 * 8 + 8 + (4 * 64 + 3 * 8 * 12 + 2 * 8))
    #expect(
      message { _ = try TransformerParameters(shape: shape, values: [1]) }
        == "1 parameter values for a shape that has 680: take the shape with which they were saved")
  }
}
