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
  private let packed = PackedMatrix()

  init(_ weights: Range<Int>, inputs: Int, rowSet: RowSet) {
    self.weights = weights
    self.inputs = inputs
    self.rowSet = rowSet
    outputs = weights.count / inputs
  }

  /// Makes room for `rows` rows.
  func reserve(_ rows: Int) {
    x.reserve(rows * inputs)
    g.reserve(rows * outputs)
  }

  /// The floats it holds.
  var floatCount: Int { x.capacity + g.capacity + packed.floatCount }

  /// Y = X Wᵀ, or Y += X Wᵀ.
  func forward(
    _ parameters: UnsafePointer<Real>, rows: Int, to y: UnsafeMutablePointer<Real>, adding: Bool = false
  ) {
    packed.packTransposed(parameters + weights.lowerBound, depth: inputs, columns: outputs)
    MatrixProducts.multiply(x.start, packed, to: y, rows: rows, adding: adding)
  }

  /// The gradients G W in X.
  func backward(_ parameters: UnsafePointer<Real>, rows: Int, to d: UnsafeMutablePointer<Real>) {
    packed.pack(parameters + weights.lowerBound, depth: outputs, columns: inputs)
    MatrixProducts.multiply(g.start, packed, to: d, rows: rows, adding: false)
  }
}
