import RandomStreams
import Testing
import Transformer

@Suite("Memory")
struct MemoryTests {
  /// What the formula of `floatCount` says of the part that grows with the batch.
  static func growing(_ shape: TransformerShape, _ sequences: [TokenSequence]) -> Int {
    let (d, f, v) = (shape.width, shape.feedForwardWidth, shape.vocabularySize)
    let responses = sequences.map(\.response.count)
    let reads = sequences.map { $0.response.isEmpty ? 0 : $0.tokens.count - 1 }
    let (n, r, s) = (reads.reduce(0, +), responses.reduce(0, +), sequences.count)
    let lanes = VectorInstructions.name == "AVX-512" ? 16 : 8
    var sum = 2 * r * d + r + s * d + r * v + n * d + n * max(d, f)
    for layer in 0..<shape.layerCount {
      let queries = layer == shape.layerCount - 1 ? responses : reads
      let q = queries.reduce(0, +)
      let squares = zip(reads, queries).map { ($0 + lanes - 1) / lanes * lanes * $1 }
      sum += 8 * n * d + 5 * q * d + 5 * q * f + n + q + 2 * s * d
      sum += shape.headCount * squares.reduce(0, +) + (squares.max() ?? 0)
    }
    return sum
  }

  static func pass(_ shape: TransformerShape, _ sequences: [TokenSequence]) throws -> TransformerPass {
    let parameters = TinyTransformer.parameters(shape)
    let pass = TransformerPass(shape: shape)
    try pass.forward(parameters, TokenBatch(sequences))
    pass.backward(parameters)
    var gradient = [Float](repeating: 0, count: shape.parameterCount)
    pass.addGradient(
      weights: sequences.map { _ in 1 }, sequences: sequences.indices, to: &gradient)
    return pass
  }

  @Test("A pass holds what its formula says, and a batch of equal sequences twice that per sequence")
  func formula() throws {
    let shape = try TinyTransformer.shape()
    let sequences = TinyTransformer.sequences
    // The constant part is measured on a batch whose growing part is known; longest first, so that it is the same.
    let first = try Self.pass(shape, sequences).floatCount - Self.growing(shape, sequences)
    let doubled = sequences + sequences
    #expect(try Self.pass(shape, doubled).floatCount - Self.growing(shape, doubled) == first)
    let constant = 3 * shape.parameterCount + 262 * 2 * 3 * max(shape.width, shape.feedForwardWidth)
    #expect(first > 0 && first <= 16 * constant)
  }

  @Test("A smaller batch takes no more memory")
  func smallerBatch() throws {
    let shape = try TinyTransformer.shape()
    let parameters = TinyTransformer.parameters(shape)
    let pass = try Self.pass(shape, TinyTransformer.sequences)
    let before = pass.floatCount
    try pass.forward(parameters, TokenBatch(Array(TinyTransformer.sequences.prefix(2))))
    pass.backward(parameters)
    #expect(pass.floatCount == before)
  }
}
