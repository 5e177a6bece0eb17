/// Linear equations whose coefficients lie near the diagonal, solved by elimination without exchanges of rows.
///
/// Made for 1 − P with P the transition operator of a chain that loses probability at its ends, whose diagonal dominates but
/// for the small negative weights of interpolation.
struct BandedSystem: Sendable {
  /// How far a coefficient lies from the diagonal at most.
  private let reach: Int
  private let size: Int
  private var coefficients: [Double]

  /// How many multiplications the solution takes: the size times the square of the reach.
  static func cost(size: Int, reach: Int) -> Double { Double(size) * Double(reach + 1) * Double(reach + 1) }

  /// The identity.
  init(size: Int, reach: Int) {
    self.size = size
    self.reach = reach
    coefficients = Array(repeating: 0, count: size * (2 * reach + 1))
    for row in 0..<size { coefficients[place(row, row)] = 1 }
  }

  /// Subtracts from a coefficient, not further from the diagonal than the reach.
  mutating func subtract(_ value: Double, row: Int, column: Int) { coefficients[place(row, column)] -= value }

  /// The solution for a right side; nil where it is not finite.
  consuming func solution(right: [Double]) -> [Double]? {
    var solution = right
    for pivot in 0..<size {
      let last = min(size - 1, pivot + reach)
      for row in pivot + 1..<max(pivot + 1, last + 1) where coefficients[place(row, pivot)] != 0 {
        let factor = coefficients[place(row, pivot)] / coefficients[place(pivot, pivot)]
        let (from, to) = (place(pivot, pivot), place(row, pivot))
        for offset in 1..<max(1, last - pivot + 1) {
          coefficients[to + offset] -= factor * coefficients[from + offset]
        }
        solution[row] -= factor * solution[pivot]
      }
    }
    for row in (0..<size).reversed() {
      for column in row + 1..<max(row + 1, min(size, row + reach + 1)) {
        solution[row] -= coefficients[place(row, column)] * solution[column]
      }
      solution[row] /= coefficients[place(row, row)]
    }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }

  /// Where the coefficient of a row and column is.
  private func place(_ row: Int, _ column: Int) -> Int { row * (2 * reach + 1) + column - row + reach }
}
