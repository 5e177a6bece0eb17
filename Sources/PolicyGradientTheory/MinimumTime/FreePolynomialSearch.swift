import Foundation
import GSLNumerics
import Policies

/// The minimum of F over all polynomials that are positive on the range, by damped Newton steps.
struct FreePolynomialSearch {
  private let polynomials: OrthonormalPolynomials
  private let coefficients: [Double]
  /// What T·B can not fall below.
  let lowerBound: Double

  /// Searches among the polynomials with `count` coefficients.
  init(_ grid: MinimumTimeGrid, count: Int) throws {
    let polynomials = OrthonormalPolynomials(points: grid.rates, masses: grid.budgets, count: count)
    // Only p_0 has a mean, so that the budget is the first coefficient times a constant.
    let budget = grid.budgets.reduce(0, +).squareRoot()
    var coefficients = [Double](repeating: 0, count: count)
    coefficients[0] = grid.balancedConstant * budget
    var weight = MinimumTimeGrid.combination(coefficients, polynomials.values)
    func objective(_ weight: [Double]) -> Double {
      guard weight.allSatisfy({ $0 > 0 }) else { return .infinity }
      let (time, budget) = grid.integrals(of: weight)
      return time + budget
    }
    var value = objective(weight)
    for _ in 0..<MinimumTimeGrid.iterationLimit {
      let (first, second) = grid.derivatives(of: weight)
      var gradient = polynomials.values.map { -innerProduct(first, $0) }
      gradient[0] += budget
      let step = try MinimumTimeGrid.gramMatrix(polynomials.values, masses: second).solution(gradient)
      let decrement = innerProduct(step, gradient)
      let isNear = decrement <= 1e-10 * value
      var length = 1.0
      var trial = coefficients
      var trialWeight = weight
      var trialValue = Double.infinity
      repeat {
        trial = zip(coefficients, step).map { $0 - length * $1 }
        trialWeight = MinimumTimeGrid.combination(trial, polynomials.values)
        trialValue = objective(trialWeight)
        length /= 2
      } while !isNear && trialValue > value - length * decrement / 4 && length > 1e-12
      // Near the minimum the objective is level to rounding, and only the gradient still says where it is.
      guard isNear ? trialValue.isFinite : trialValue < value else { break }
      coefficients = trial
      weight = trialWeight
      value = trialValue
      if decrement <= 1e-26 * value { break }
    }
    let spent = grid.integrals(of: weight).budget
    self.polynomials = polynomials
    self.coefficients = coefficients.map { $0 / spent }
    lowerBound = Self.lowerBound(grid, weight: weight, degree: count - 1)
  }

  /// The same bound by the quadrature of another grid.
  func lowerBound(on grid: MinimumTimeGrid) -> Double {
    Self.lowerBound(grid, weight: grid.rates.map(value), degree: coefficients.count - 1)
  }

  /// D²/λ of a weight on a grid.
  private static func lowerBound(_ grid: MinimumTimeGrid, weight: [Double], degree: Int) -> Double {
    let elapsed = grid.integrals(of: weight).time
    return elapsed * elapsed / largestShare(grid, weight: weight, degree: degree)
  }

  /// Ω(ρ) of a budget of 1.
  func value(at rate: Double) -> Double {
    innerProduct(coefficients, polynomials.values(at: rate))
  }

  /// w_0, …, w_{n−1}, from the values at n points of the range; nil where that is singular to rounding.
  ///
  /// - Throws: nothing for points between 0 and 1.
  func bernsteinCoefficients(over range: RateRange) throws -> [Double]? {
    let count = coefficients.count
    let points = (0..<count).map { index in
      let angle = Double.pi * (Double(index) + 0.5) / Double(count)
      return (range.start + range.target - (range.target - range.start) * cos(angle)) / 2
    }
    return LinearSystem.solution(
      rows: try points.map {
        try BinomialDistribution(trials: count - 1, successProbability: $0).probabilities
      }, right: points.map(value))
  }

  /// λ: the largest ∫ c p/(Ω² m) over ∫ β p of polynomials p of a degree that are positive on the range.
  private static func largestShare(_ grid: MinimumTimeGrid, weight: [Double], degree: Int) -> Double {
    let shares = grid.derivatives(of: weight).first
    func largest(_ factor: (Double, Double) -> Double, degree: Int) -> Double {
      guard degree >= 0 else { return 0 }
      let factors = grid.distances.map(factor)
      let polynomials = OrthonormalPolynomials(
        points: grid.rates, masses: zip(grid.budgets, factors).map { $0 * $1 }, count: degree + 1)
      let masses = zip(shares, factors).map { $0 * $1 }
      return MinimumTimeGrid.gramMatrix(polynomials.values, masses: masses).eigenvalues[degree]
    }
    let half = degree / 2
    return degree.isMultiple(of: 2)
      ? max(largest({ _, _ in 1 }, degree: half), largest({ $0 * $1 }, degree: half - 1))
      : max(largest({ start, _ in start }, degree: half), largest({ _, target in target }, degree: half))
  }
}
