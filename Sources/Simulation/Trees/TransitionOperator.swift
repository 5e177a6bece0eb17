/// What one update does to functions of z on a grid: (P u)(z) = Σ_m P(m | z) u(z + m), as a sparse matrix and a constant.
///
/// Beyond the grid functions are what the ends are told to be.
struct TransitionOperator: Sendable {
  /// What a function is beyond the ends of a grid.
  enum Outside: Sendable {
    /// The value at the end.
    case constant
    /// These values, at the ends too.
    case fixed(below: Double, above: Double)
  }

  let grid: PiecewiseGrid
  private var rowStarts = [0]
  private var columns: [Int] = []
  private var weights: [Double] = []
  private var constants: [Double] = []

  /// The operator of a law on a grid.
  init(_ law: TwoTokenLaw, grid: PiecewiseGrid, outside: Outside) {
    self.grid = grid
    let (lowest, highest) = (grid.nodes[0], grid.nodes[grid.nodes.count - 1])
    var row = [Double](repeating: 0, count: grid.nodes.count)
    for node in grid.insideNodes {
      var constant = 0.0
      var (first, last) = (row.count, -1)
      for move in law.moves(at: node) {
        let place = node + move.change
        if case .fixed(let below, let above) = outside, place <= lowest || place >= highest {
          constant += move.probability * (place <= lowest ? below : above)
          continue
        }
        let (start, stencil) = grid.weights(at: place)
        for (offset, weight) in stencil.enumerated() { row[start + offset] += move.probability * weight }
        first = min(first, start)
        last = max(last, start + stencil.count - 1)
      }
      for column in first..<max(first, last + 1) where row[column] != 0 {
        columns.append(column)
        weights.append(row[column])
        row[column] = 0
      }
      rowStarts.append(columns.count)
      constants.append(constant)
    }
  }

  /// P u at all nodes.
  func apply(to function: [Double], into result: inout [Double]) {
    for row in result.indices {
      var sum = constants[row]
      for entry in rowStarts[row]..<rowStarts[row + 1] { sum += weights[entry] * function[columns[entry]] }
      result[row] = sum
    }
  }

  /// The rows of 1 − P, and the constants: h = P h is (1 − P) h = constants.
  var equations: (rows: [[Double]], right: [Double]) {
    let rows = constants.indices.map { row in
      var coefficients = [Double](repeating: 0, count: constants.count)
      coefficients[row] = 1
      for entry in rowStarts[row]..<rowStarts[row + 1] { coefficients[columns[entry]] -= weights[entry] }
      return coefficients
    }
    return (rows, constants)
  }

  /// The value at a place of a function of the nodes.
  func value(of function: [Double], at place: Double) -> Double {
    let (first, weights) = grid.weights(at: place)
    return weights.enumerated().reduce(0) { $0 + $1.element * function[first + $1.offset] }
  }
}
