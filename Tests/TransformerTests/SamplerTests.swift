import RandomStreams
import Testing
import Transformer

@Suite("Sampler")
struct SamplerTests {
  static let prompts = [[1, 4, 2], [5], [2, 6, 1, 1, 5], [0, 3], [1, 4, 2]]

  static func streams(_ count: Int, seed: UInt64 = 3) -> [RandomStream] {
    (0..<count).map { StreamPath(seed: seed)["rollout"][$0].stream() }
  }

  @Test("Greedy responses follow the reference's likeliest token")
  func greedy() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let reference = ReferenceTransformer(parameters)
    let sequences = try TransformerSampler(shape: parameters.shape).sample(
      parameters, prompts: Self.prompts, streams: Self.streams(5), endToken: 0, maximumResponseLength: 5,
      rule: SamplingRule(temperature: 0)
    ).sequences
    for sequence in sequences {
      for position in sequence.promptLength..<sequence.tokens.count {
        let p = reference.nextProbabilities(Array(sequence.tokens.prefix(position)))
        #expect(p.indices.max { p[$0] < p[$1] } == sequence.tokens[position])
      }
    }
  }

  @Test("A rollout depends on its prompt and stream alone")
  func independentOfBatch() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let sampler = TransformerSampler(shape: parameters.shape)
    let streams = Self.streams(5)
    func sample(_ indices: [Int]) throws -> [TokenSequence] {
      try sampler.sample(
        parameters, prompts: indices.map { Self.prompts[$0] }, streams: indices.map { streams[$0] },
        endToken: 0, maximumResponseLength: 6
      ).sequences
    }
    let together = try sample([0, 1, 2, 3, 4])
    #expect(try sample([4, 2, 0, 3, 1]) == [4, 2, 0, 3, 1].map { together[$0] })
    for index in 0..<5 {
      #expect(try sample([index]) == [together[index]])
    }
    #expect(Set(together).count == 5)
  }

  @Test("A response stops at the end token, at its greatest length and at the end of the context")
  func stops() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let sampler = TransformerSampler(shape: parameters.shape)
    let long = [10, 12].map { [Int](repeating: 1, count: $0) }
    let prompts = (0..<40).map { Self.prompts[$0 % 5] } + long
    let sequences = try sampler.sample(
      parameters, prompts: prompts, streams: Self.streams(42), endToken: 3, maximumResponseLength: 4
    ).sequences
    for (sequence, prompt) in zip(sequences, prompts) {
      #expect(Array(sequence.tokens.prefix(sequence.promptLength)) == prompt)
      let limit = min(4, 12 - prompt.count)
      #expect(!sequence.response.dropLast().contains(3))
      #expect(sequence.response.count == limit || sequence.response.last == 3)
      #expect(sequence.response.count <= limit)
    }
    #expect(sequences.contains { $0.response.count == 4 && $0.response.last != 3 })
    #expect(sequences.contains { $0.response.count < 4 && $0.response.last == 3 })
    #expect(sequences[40].response.count <= 2)
    #expect(sequences[41].response.isEmpty)
    let silent = try sampler.sample(
      parameters, prompts: [[1]], streams: Self.streams(1), endToken: 3, maximumResponseLength: 0)
    #expect(silent.sequences == [TokenSequence(tokens: [1], promptLength: 1)])
  }

  @Test("First tokens have the reference's frequencies", arguments: [1.0, 0.5])
  func frequencies(temperature: Double) throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let prompt = [1, 4, 2]
    let expected = ReferenceTransformer(parameters).nextProbabilities(prompt, temperature: temperature)
    let count = 2000
    let sequences = try TransformerSampler(shape: parameters.shape).sample(
      parameters, prompts: [[Int]](repeating: prompt, count: count), streams: Self.streams(count),
      endToken: 0, maximumResponseLength: 1, rule: SamplingRule(temperature: temperature)
    ).sequences
    for (token, p) in expected.enumerated() {
      let frequency = Double(sequences.count { $0.tokens[3] == token }) / Double(count)
      // Seven tokens at two temperatures with a fixed seed: |z| < 3.5 holds with probability 0.993.
      #expect(abs(frequency - p) < 3.5 * (p * (1 - p) / Double(count)).squareRoot())
    }
  }

  @Test(
    "The drawn token is where the stream's uniform number falls among the reference's probabilities",
    arguments: [
      try TinyTransformer.shape(), try TinyTransformer.wideShape(headCount: 1),
      try TinyTransformer.wideShape(headCount: 2), try TinyTransformer.wideShape(headCount: 4),
    ])
  func inversion(shape: TransformerShape) throws {
    let parameters = TinyTransformer.parameters(shape)
    let reference = ReferenceTransformer(parameters)
    let sequences = try TransformerSampler(shape: parameters.shape).sample(
      parameters, prompts: Self.prompts, streams: Self.streams(5), endToken: 0, maximumResponseLength: 6
    ).sequences
    for (sequence, stream) in zip(sequences, Self.streams(5)) {
      var stream = stream
      for position in sequence.promptLength..<sequence.tokens.count {
        let p = reference.nextProbabilities(Array(sequence.tokens.prefix(position)))
        let (u, token) = (stream.uniform(), sequence.tokens[position])
        let below = p[..<token].reduce(0, +)
        #expect(below - 1e-6 < u && u < below + p[token] + 1e-6)
      }
    }
  }

  @Test("A pass reads what the sampler wrote")
  func readable() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let reference = ReferenceTransformer(parameters)
    let sequences = try TransformerSampler(shape: parameters.shape).sample(
      parameters, prompts: Self.prompts, streams: Self.streams(5), endToken: 0, maximumResponseLength: 12
    ).sequences
    let pass = try TinyTransformer.pass(parameters, sequences)
    #expect(relativeDistance(pass.logProbabilities, sequences.map(reference.logProbability)) < 1e-5)
  }
}
