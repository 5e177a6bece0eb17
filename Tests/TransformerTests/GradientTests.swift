import Foundation
import Testing
import Transformer

@Suite("Forward and backward pass")
struct GradientTests {
  // A Float has a unit roundoff of 6e-8; a log-probability passes through some 20 operations in sequence, each a
  // sum of up to a dozen terms, and is a sum of terms of order one.
  static let forwardBound = 1e-5

  @Test("Log-probabilities agree with the double-precision reference")
  func logProbabilities() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let reference = ReferenceTransformer(parameters)
    let pass = try TinyTransformer.pass(parameters)
    let expected = TinyTransformer.sequences.map(reference.tokenLogProbabilities)
    let tokens = pass.tokenLogProbabilities.map(Double.init)
    #expect(relativeDistance(tokens, expected.flatMap(\.self)) < Self.forwardBound)
    #expect(relativeDistance(pass.logProbabilities, expected.map { $0.reduce(0, +) }) < Self.forwardBound)
    #expect(pass.logProbabilities[1] == 0)
  }

  @Test("Entropies and logit score norms agree with the reference's probabilities")
  func entropies() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let reference = ReferenceTransformer(parameters)
    let pass = try TinyTransformer.pass(parameters)
    var (entropies, norms): ([Double], [Double]) = ([], [])
    for sequence in TinyTransformer.sequences {
      let logits = reference.logits(sequence.tokens)
      var sum = 0.0
      for position in sequence.promptLength..<sequence.tokens.count {
        let p = ReferenceTransformer.softmax(logits[position - 1])
        sum -= p.reduce(0) { $0 + $1 * log($1) }
        norms.append(1 - 2 * p[sequence.tokens[position]] + p.reduce(0) { $0 + $1 * $1 })
      }
      entropies.append(sum / Double(max(1, sequence.response.count)))
    }
    #expect(relativeDistance(pass.entropies, entropies) < Self.forwardBound)
    let measured = pass.squaredTokenLogitScoreNorms.map(Double.init)
    #expect(relativeDistance(measured, norms) < Self.forwardBound)
    #expect(pass.entropies[1] == 0)
  }

  @Test("The gradient in a tensor is the reference's central difference", arguments: try tensorNames())
  func centralDifferences(tensor name: String) throws {
    let shape = try TinyTransformer.shape()
    let parameters = TinyTransformer.parameters(shape)
    let weights: [Float] = [1, 3, -0.5, 2, 0.25]
    let gradient = TinyTransformer.gradient(try TinyTransformer.pass(parameters), weights)
    let tensor = try #require(ParameterLayout(shape).tensors.first { $0.name == name })
    var reference = ReferenceTransformer(parameters)
    func objective() -> Double {
      zip(weights, TinyTransformer.sequences).reduce(0) {
        $0 + Double($1.0) * reference.logProbability($1.1)
      }
    }
    // The error of a central difference is of order h² and of roundoff / h: near 1e-10 of the gradient here.
    let h = 1e-5
    let indices = stride(from: 0, to: tensor.range.count, by: Self.checkedEvery)
    let differences = try indices.map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: tensor.columns)
      let value = try #require(reference.tensors[name]?[row][column])
      defer { reference.tensors[name]?[row][column] = value }
      reference.tensors[name]?[row][column] = value + h
      let above = objective()
      reference.tensors[name]?[row][column] = value - h
      return (above - objective()) / (2 * h)
    }
    // Twice as many Float operations as forward, and cancellation between sequences of opposite weight.
    let checked = indices.map { Double(gradient[tensor.range.lowerBound + $0]) }
    #expect(relativeDistance(checked, differences) < 2e-5)
  }

  /// Every element of a tensor is checked where the reference is fast enough, and every thirteenth elsewhere.
  #if DEBUG
    static let checkedEvery = 13
  #else
    static let checkedEvery = 1
  #endif

  static func tensorNames() throws -> [String] {
    ParameterLayout(try TinyTransformer.shape()).tensors.map(\.name)
  }

  @Test("Heads of every width agree with the reference", arguments: [1, 2, 4])
  func headWidths(headCount: Int) throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.wideShape(headCount: headCount))
    let pass = try TinyTransformer.pass(parameters)
    var reference = ReferenceTransformer(parameters)
    let expected = TinyTransformer.sequences.map(reference.logProbability)
    #expect(relativeDistance(pass.logProbabilities, expected) < Self.forwardBound)

    // The derivative along the gradient of the sum is the gradient's squared norm.
    let gradient = TinyTransformer.gradient(pass, [1, 1, 1, 1, 1])
    let squaredNorm = gradient.reduce(0) { $0 + Double($1) * Double($1) }
    let h = 1e-5 / squaredNorm.squareRoot()
    func objective(_ step: Double) -> Double {
      for tensor in ParameterLayout(parameters.shape).tensors {
        for (index, parameter) in tensor.range.enumerated() {
          let (row, column) = index.quotientAndRemainder(dividingBy: tensor.columns)
          reference.tensors[tensor.name]?[row][column] =
            Double(parameters.values[parameter]) + step * Double(gradient[parameter])
        }
      }
      return TinyTransformer.sequences.reduce(0) { $0 + reference.logProbability($1) }
    }
    let derivative = (objective(h) - objective(-h)) / (2 * h)
    #expect(abs(derivative / squaredNorm - 1) < 1e-5)
  }

  @Test("The gradient of a range of sequences is the sum of its parts")
  func rangesAdd() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let pass = try TinyTransformer.pass(parameters)
    let weights: [Float] = [1, 3, -0.5, 2, 0.25]
    let whole = TinyTransformer.gradient(pass, weights)
    var parts = [Float](repeating: 0, count: whole.count)
    for range in [0..<2, 2..<3, 3..<3, 3..<5] {
      pass.addGradient(weights: Array(weights[range]), sequences: range, to: &parts)
    }
    #expect(relativeDistance(parts.map(Double.init), whole.map(Double.init)) < 1e-6)

    let doubled = TinyTransformer.gradient(pass, weights.map { 2 * $0 })
    #expect(doubled == whole.map { 2 * $0 })
  }

  @Test("A pass gives the same bits again, whatever it has read in between")
  func repeats() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let pass = try TinyTransformer.pass(parameters)
    let (first, norms) = (TinyTransformer.gradient(pass, [1, 1, 1, 1, 1]), pass.squaredScoreNorms())
    try pass.forward(parameters, TokenBatch([TinyTransformer.sequences[2]]))
    pass.backward(parameters)
    try pass.forward(parameters, TokenBatch(TinyTransformer.sequences))
    pass.backward(parameters)
    #expect(pass.squaredScoreNorms() == norms)
    #expect(TinyTransformer.gradient(pass, [1, 1, 1, 1, 1]) == first)
  }

  @Test("An empty batch and an empty response have no gradient")
  func empty() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let pass = try TinyTransformer.pass(parameters, [])
    #expect(pass.logProbabilities.isEmpty)
    #expect(pass.squaredScoreNorms().isEmpty)
    let silent = try TinyTransformer.pass(parameters, [TokenSequence(tokens: [1, 2], promptLength: 2)])
    #expect(silent.logProbabilities == [0])
    #expect(silent.squaredScoreNorms() == [0])
    #expect(TinyTransformer.gradient(silent, [1]).allSatisfy { $0 == 0 })
  }

  @Test("The expected score is zero")
  func expectedScore() throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape(vocabularySize: 3))
    let sequences = (0..<3).map { TokenSequence(tokens: [2, 0, 1, $0], promptLength: 3) }
    let pass = try TinyTransformer.pass(parameters, sequences)
    let probabilities = pass.logProbabilities.map { exp($0) }
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-6)
    let expected = TinyTransformer.gradient(pass, probabilities.map(Float.init))
    let norm = pass.squaredScoreNorms().reduce(0, +).squareRoot()
    #expect(expected.allSatisfy { abs(Double($0)) < 1e-6 * norm })
  }
}
