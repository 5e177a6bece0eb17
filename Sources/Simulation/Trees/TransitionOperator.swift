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

  /// How many multiplications a fixed point may take.
  private static let largestCost = 2e9

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

  /// The h with h = P h; nil where its computation would take more than a few seconds, or fails.
  func fixedPoint() -> [Double]? {
    var reach = 0
    for row in constants.indices {
      for entry in rowStarts[row]..<rowStarts[row + 1] { reach = max(reach, abs(columns[entry] - row)) }
    }
    guard BandedSystem.cost(size: constants.count, reach: reach) <= Self.largestCost else { return nil }
    var system = BandedSystem(size: constants.count, reach: reach)
    for row in constants.indices {
      for entry in rowStarts[row]..<rowStarts[row + 1] {
        system.subtract(weights[entry], row: row, column: columns[entry])
      }
    }
    return system.solution(right: constants)
  }

  /// The value at a place of a function of the nodes.
  func value(of function: [Double], at place: Double) -> Double {
    let (first, weights) = grid.weights(at: place)
    return weights.enumerated().reduce(0) { $0 + $1.element * function[first + $1.offset] }
  }
}
