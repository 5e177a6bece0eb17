import Transformer

/// A `TransformerPass` that works in lanes, with the same bits on any number of threads.
///
/// Sequences are dealt to lanes by ``Deal/lanes(_:)``, and sums over lanes are taken in their order. It belongs to one
/// task at a time.
package final class ParallelPass {
  let shape: TransformerShape
  private var passes: [TransformerPass] = []
  private var gradients: [[Float]] = []
  /// The sequences of every lane.
  private var lanes: [Range<Int>] = []
  /// The response tokens of sequence i are `tokenStarts[i]..<tokenStarts[i + 1]`.
  private var tokenStarts = [0]

  package init(shape: TransformerShape) { self.shape = shape }

  /// Reads the sequences.
  ///
  /// - Throws: `TransformerError` for sequences that the network cannot read.
  package func forward(
    _ parameters: TransformerParameters, _ sequences: [TokenSequence], temperature: Float
  ) throws {
    lanes = Deal.lanes(sequences.count)
    tokenStarts = sequences.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.response.count) }
    while passes.count < lanes.count { passes.append(TransformerPass(shape: shape)) }
    try concurrently(lanes.count) { lane in
      try passes[lane].forward(
        parameters, TokenBatch(Array(sequences[lanes[lane]])), temperature: temperature)
    }
  }

  /// log π of every response token; 0 for those that a mask leaves out.
  var tokenLogProbabilities: [Double] {
    passes.prefix(lanes.count).flatMap { $0.tokenLogProbabilities.map(Double.init) }
  }

  /// The backward pass, with ones or a weight for every response token.
  package func backward(_ parameters: TransformerParameters, tokenWeights: [Float]? = nil) {
    concurrently(lanes.count) { lane in
      let tokens = tokenStarts[lanes[lane].lowerBound]..<tokenStarts[lanes[lane].upperBound]
      passes[lane].backward(parameters, tokenWeights: tokenWeights.map { Array($0[tokens]) })
    }
  }

  /// ‖∇ log π(y)‖² of every sequence.
  package func squaredScoreNorms() -> [Double] {
    let norms = lanes.map { _ in LaneResult() }
    concurrently(lanes.count) { lane in norms[lane].values = passes[lane].squaredScoreNorms() }
    return norms.flatMap(\.values)
  }

  private final class LaneResult { var values: [Double] = [] }

  /// gradient += Σ w_i ∇ log π(y_i) over a range of the sequences.
  package func addGradient(weights: [Float], sequences: Range<Int>, to gradient: inout [Float]) {
    let parts = lanes.indices.filter { !lanes[$0].clamped(to: sequences).isEmpty }
    let sums = parts.map { _ in LaneGradient() }
    for sum in sums { sum.values = gradients.popLast() ?? [] }
    concurrently(parts.count) { part in
      let (lane, sum) = (parts[part], sums[part])
      let range = lanes[lane].clamped(to: sequences)
      sum.clear(count: shape.parameterCount)
      let first = range.lowerBound - sequences.lowerBound
      passes[lane].addGradient(
        weights: Array(weights[first..<first + range.count]),
        sequences: (range.lowerBound - lanes[lane].lowerBound)..<(range.upperBound - lanes[lane].lowerBound),
        to: &sum.values)
    }
    for sum in sums {
      add(sum.values, to: &gradient)
      gradients.append(sum.values)
      sum.values = []
    }
  }

  private final class LaneGradient {
    var values: [Float] = []

    func clear(count: Int) {
      if values.count != count { values = Array(repeating: 0, count: count) }
      for index in values.indices { values[index] = 0 }
    }
  }
}

/// sum += vector.
func add(_ vector: [Float], to sum: inout [Float]) {
  precondition(vector.count == sum.count, "vectors of one length")
  for index in 0..<sum.count { sum[index] += vector[index] }
}
