/// A linear layer Y = X Wᵀ in a pass: where its weights lie, and what its gradient is made of.
///
/// The gradient of the log-probability of one sequence in W is Gᵀ X over the rows of the sequence. It is not
/// formed in the backward pass: X and G are kept.
final class LinearLayer {
  let weights: Range<Int>
  let inputs: Int
  let outputs: Int
  let rowSet: RowSet
  /// X, [rows × inputs].
  let x = FloatBuffer()
  /// G, the gradients of the log-probabilities in Y, [rows × outputs].
  let g = FloatBuffer()

  init(_ weights: Range<Int>, inputs: Int, rowSet: RowSet) {
    self.weights = weights
    self.inputs = inputs
    self.rowSet = rowSet
    outputs = weights.count / inputs
  }

  /// Makes room for `rows` rows, and for three more that the score norms may read but do not use.
  func reserve(_ rows: Int) {
    x.reserve((rows + 3) * inputs)
    g.reserve((rows + 3) * outputs)
  }

  /// Y = X Wᵀ, or Y += X Wᵀ.
  func forward(
    _ parameters: UnsafePointer<Float>, rows: Int, to y: UnsafeMutablePointer<Float>, adding: Bool = false
  ) {
    MatrixProducts.forward(
      x.start, parameters + weights.lowerBound, to: y, rows: rows, inputs: inputs, outputs: outputs,
      adding: adding)
  }

  /// The gradients G W in X.
  func backward(_ parameters: UnsafePointer<Float>, rows: Int, to d: UnsafeMutablePointer<Float>) {
    MatrixProducts.backward(
      g.start, parameters + weights.lowerBound, to: d, rows: rows, inputs: inputs, outputs: outputs)
  }
}
