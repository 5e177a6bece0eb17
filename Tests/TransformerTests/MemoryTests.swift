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

  /// What it says of the part that does not: panels of matrices and of a head's keys, blocks of weight gradients, angles.
  static func constant(_ shape: TransformerShape, _ sequences: [TokenSequence]) -> Int {
    let (d, f, v) = (shape.width, shape.feedForwardWidth, shape.vocabularySize)
    let lanes = VectorInstructions.name == "AVX-512" ? 16 : 8
    func panels(depth: Int, columns: Int) -> Int {
      (columns + 2 * lanes - 1) / (2 * lanes) * 2 * lanes * depth
    }
    let matrices = [(d, 3 * d), (d, d), (d, 2 * f), (f, d)]
    func packed(_ inputs: Int, _ outputs: Int) -> Int {
      max(panels(depth: inputs, columns: outputs), panels(depth: outputs, columns: inputs))
    }
    let longest = sequences.map { $0.tokens.count - 1 }.max() ?? 0
    var layer = panels(depth: shape.headWidth, columns: longest)
    var (left, right) = (0, 0)
    for (inputs, outputs) in matrices + [(d, v)] {
      left = max(left, (outputs + 5) / 6 * 6 * 256 + 8)
      right = max(right, panels(depth: 256, columns: inputs))
    }
    for (inputs, outputs) in matrices { layer += packed(inputs, outputs) }
    let angles = shape.contextLength * shape.headWidth
    return shape.layerCount * layer + packed(d, v) + left + right + angles
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

  @Test("A pass holds exactly what its formula says")
  func formula() throws {
    for shape in [try TinyTransformer.shape(), try TinyTransformer.wideShape(headCount: 2)] {
      for sequences in [TinyTransformer.sequences, TinyTransformer.sequences + TinyTransformer.sequences] {
        let count = try Self.pass(shape, sequences).floatCount
        #expect(count == Self.growing(shape, sequences) + Self.constant(shape, sequences))
      }
    }
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
