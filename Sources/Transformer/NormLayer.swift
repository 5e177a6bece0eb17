/// A root-mean-square norm y = w ⊙ x / √(mean x² + ε) in a pass.
///
/// Source: Zhang and Sennrich, "Root mean square layer normalization", NeurIPS 2019.
final class NormLayer {
  let weights: Range<Int>
  /// ε.
  let epsilon: Real
  let rowSet: RowSet
  /// The rows x of the residual stream, [rows × width].
  let x = FloatBuffer()
  /// 1 / √(mean x² + ε) of every row.
  private let inverse = FloatBuffer()
  /// The gradient of every sequence's log-probability in w, [sequences × width].
  let weightGradients = FloatBuffer()

  private var width: Int { weights.count }

  init(_ weights: Range<Int>, epsilon: Real, rowSet: RowSet) {
    self.weights = weights
    self.epsilon = epsilon
    self.rowSet = rowSet
  }

  /// Makes room for the rows of all sequences.
  func reserve(_ rows: PackedRows) {
    x.reserve(rows.count * width)
    inverse.reserve(rows.count)
    weightGradients.reserve(rows.sequenceCount * width)
  }

  /// The floats it holds.
  var floatCount: Int { x.capacity + inverse.capacity + weightGradients.capacity }

  /// The norms y of `rows` rows.
  func forward(_ parameters: UnsafePointer<Real>, rows: Int, to y: UnsafeMutablePointer<Real>) {
    let inverse = inverse.start
    for row in 0..<rows {
      inverse[row] = NormLayer.normalize(
        x.start + row * width, parameters + weights.lowerBound, width, epsilon: epsilon, to: y + row * width)
    }
  }

  /// Given the gradients in y, adds those in x to `target` and sets those in w.
  ///
  /// With g = w ⊙ dy and s = 1 / √(mean x² + ε): dx = s g − x s³ mean(g ⊙ x), and dw = Σ dy ⊙ x s over the rows
  /// of a sequence.
  func backward(
    _ parameters: UnsafePointer<Real>, rows: PackedRows, dy: UnsafePointer<Real>,
    addingTo target: UnsafeMutablePointer<Real>
  ) {
    let (width, x, w, inverse) = (width, x.start, parameters + weights.lowerBound, inverse.start)
    weightGradients.start.update(repeating: 0, count: rows.sequenceCount * width)
    for sequence in 0..<rows.sequenceCount {
      let dw = weightGradients.start + sequence * width
      for row in rows[sequence] {
        let (dy, x, dx, s) = (dy + row * width, x + row * width, target + row * width, inverse[row])
        var sum = Lanes()
        for c in stride(from: 0, to: width, by: 8) {
          let product = load(dy, c, width) * load(x, c, width)
          store(load(dw, c, width) + product * s, dw, c, width)
          sum += product * load(w, c, width)
        }
        let pull = sum.total / Real(width) * s * s * s
        for c in stride(from: 0, to: width, by: 8) {
          let change = load(dy, c, width) * load(w, c, width) * s - load(x, c, width) * pull
          store(load(dx, c, width) + change, dx, c, width)
        }
      }
    }
  }

  /// Writes the norm of one row to `y` and returns 1 / √(mean x² + ε).
  @discardableResult
  static func normalize(
    _ x: UnsafePointer<Real>, _ w: UnsafePointer<Real>, _ width: Int, epsilon: Real,
    to y: UnsafeMutablePointer<Real>
  ) -> Real {
    let inverse = 1 / (dot(x, x, width) / Real(width) + epsilon).squareRoot()
    for c in stride(from: 0, to: width, by: 8) {
      store(load(x, c, width) * inverse * load(w, c, width), y, c, width)
    }
    return inverse
  }
}
