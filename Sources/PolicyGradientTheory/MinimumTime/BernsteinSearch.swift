import GSLNumerics
import Policies

/// The minimum of F over Bernstein coefficients w_j ≥ 0, by a primal-dual interior-point method.
struct BernsteinSearch {
  /// w_0, …, w_{n−1} of a budget of 1.
  let coefficients: [Double]
  /// What T·B can not fall below.
  let lowerBound: Double

  /// Searches among the polynomials with `count` coefficients.
  init(_ grid: MinimumTimeGrid, count: Int) throws {
    let (basis, budgets) = try Self.basis(on: grid, count: count)
    let constant = grid.balancedConstant
    var shares = budgets.map { $0 * constant }
    var multipliers = shares.map { shares.reduce(0, +) / Double(count) / $0 }
    var best = Self.bounds(grid, basis: basis, shares: shares)
    var bestShares = shares
    for _ in 0..<MinimumTimeGrid.iterationLimit where best.time > best.lowerBound * (1 + 1e-13) {
      let weight = MinimumTimeGrid.combination(shares, basis)
      let (first, second) = grid.derivatives(of: weight)
      let gradient = basis.map { 1 - innerProduct(first, $0) }
      let complementarity = innerProduct(shares, multipliers) / Double(count)
      let barrier = 0.1 * complementarity
      var hessian = MinimumTimeGrid.gramMatrix(basis, masses: second)
      for index in 0..<count { hessian[index, index] += multipliers[index] / shares[index] }
      guard
        let step = try? hessian.solution((0..<count).map { barrier / shares[$0] - gradient[$0] })
      else { break }
      let dualStep = (0..<count).map {
        barrier / shares[$0] - multipliers[$0] - multipliers[$0] / shares[$0] * step[$0]
      }
      let length = min(Self.feasibleLength(shares, step), 1)
      let dualLength = min(Self.feasibleLength(multipliers, dualStep), 1)
      for index in 0..<count {
        shares[index] += length * step[index]
        multipliers[index] += dualLength * dualStep[index]
      }
      let reached = Self.bounds(grid, basis: basis, shares: shares)
      if reached.lowerBound > best.lowerBound { best.lowerBound = reached.lowerBound }
      if reached.time < best.time {
        best.time = reached.time
        bestShares = shares
      }
      if complementarity < 1e-18 * shares.reduce(0, +) { break }
    }
    let spent = bestShares.reduce(0, +)
    coefficients = zip(bestShares, budgets).map { $0 / $1 / spent }
    lowerBound = best.lowerBound
  }

  /// The lower bound that a polynomial gives by the quadrature of another grid.
  static func lowerBound(on grid: MinimumTimeGrid, of polynomial: BernsteinPolynomial) throws -> Double {
    let (basis, budgets) = try basis(on: grid, count: polynomial.coefficients.count)
    let shares = zip(polynomial.coefficients, budgets).map { $0 * $1 }
    return bounds(grid, basis: basis, shares: shares).lowerBound
  }

  /// The Bernstein polynomials at the nodes, scaled so that each spends a budget of 1, and what each spends unscaled.
  private static func basis(
    on grid: MinimumTimeGrid, count: Int
  ) throws -> (basis: [[Double]], budgets: [Double]) {
    let probabilities = try grid.rates.map {
      try BinomialDistribution(trials: count - 1, successProbability: $0).probabilities
    }
    let basis = (0..<count).map { index in probabilities.map { $0[index] } }
    let budgets = basis.map { innerProduct(grid.budgets, $0) }
    guard budgets.allSatisfy({ $0 > 1e-280 }) else {
      throw TheoryError.vanishingPolynomials(groupSize: count)
    }
    return (zip(basis, budgets).map { row, budget in row.map { $0 / budget } }, budgets)
  }

  /// T·B of a weight, and the lower bound D²/λ that it gives.
  private static func bounds(
    _ grid: MinimumTimeGrid, basis: [[Double]], shares: [Double]
  ) -> (time: Double, lowerBound: Double) {
    let weight = MinimumTimeGrid.combination(shares, basis)
    let (elapsed, spent) = grid.integrals(of: weight)
    let first = grid.derivatives(of: weight).first
    let largest = basis.map { innerProduct(first, $0) }.max() ?? 1
    return (elapsed * spent, elapsed * elapsed / largest)
  }

  /// 0.995 of the way to where the first component becomes 0.
  private static func feasibleLength(_ values: [Double], _ step: [Double]) -> Double {
    zip(values, step).reduce(.infinity) { $1.1 < 0 ? min($0, -0.995 * $1.0 / $1.1) : $0 }
  }
}
