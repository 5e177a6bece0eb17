import Foundation
import GSLNumerics
import Testing

@Suite("Matrices, polynomials and rules")
struct LinearAlgebraTests {
  /// 2 on the diagonal, −1 beside it: eigenvalues 2 − 2 cos(kπ/(m+1)).
  static func secondDifference(_ size: Int) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(size: size)
    for row in 0..<size {
      matrix[row, row] = 2
      if row > 0 { matrix[row, row - 1] = -1 }
    }
    return matrix
  }

  @Test(arguments: [1, 2, 7, 40])
  func eigenvaluesOfTheSecondDifference(size: Int) {
    for (index, eigenvalue) in Self.secondDifference(size).eigenvalues.enumerated() {
      let expected = 2 - 2 * cos(Double(index + 1) * .pi / Double(size + 1))
      #expect(abs(eigenvalue - expected) <= 1e-14)
    }
  }

  @Test(arguments: [1, 2, 7, 40])
  func solutionsSolve(size: Int) throws {
    let truth = (0..<size).map { sin(Double($0)) }
    let matrix = Self.secondDifference(size)
    let rows = (0..<size).map { row in (0..<size).map { matrix[row, $0] } }
    let right = rows.map { zip($0, truth).reduce(0) { $0 + $1.0 * $1.1 } }
    let general = try #require(LinearSystem.solution(rows: rows, right: right))
    for (observed, other, expected) in zip(zip(try matrix.solution(right), general), truth).map({
      ($0.0, $0.1, $1)
    }) {
      #expect(abs(observed - expected) <= 1e-12 && abs(other - expected) <= 1e-12)
    }
  }

  @Test func whatHasNoSolutionIsRefused() {
    var indefinite = SymmetricMatrix(size: 2)
    indefinite[0, 1] = 1
    #expect(throws: NumericsError.notPositiveDefinite(size: 2)) { try indefinite.solution([1, 1]) }
    #expect(LinearSystem.solution(rows: [[1, 2], [2, 4]], right: [1, 1]) == nil)
  }

  @Test func gaussLegendreIntegratesPolynomials() {
    for count in [1, 2, 4, 32] {
      let nodes = GaussLegendre(pointCount: count).nodes(from: -1, to: 3)
      #expect(nodes.count == count)
      #expect(zip(nodes, nodes.dropFirst()).allSatisfy { $0.position < $1.position })
      for degree in 0..<min(2 * count, 8) {
        let sum = nodes.reduce(0) { $0 + $1.weight * pow($1.position, Double(degree)) }
        let power = Double(degree + 1)
        let expected = (pow(3, power) - pow(-1, power)) / power
        #expect(abs(sum - expected) <= 1e-13 * max(1, abs(expected)))
      }
    }
  }

  /// Over Gauss–Legendre nodes on [−1, 1] they are Legendre's polynomials times √(k + 1/2).
  @Test func orthonormalPolynomialsAreLegendres() {
    let nodes = GaussLegendre(pointCount: 64).nodes(from: -1, to: 1)
    let polynomials = OrthonormalPolynomials(
      points: nodes.map(\.position), masses: nodes.map(\.weight), count: 40)
    for x in [-1, -0.3, 0, 0.77, 1] {
      var legendre = [1.0, x]
      for degree in 2..<40 {
        let k = Double(degree)
        legendre.append(((2 * k - 1) * x * legendre[degree - 1] - (k - 1) * legendre[degree - 2]) / k)
      }
      for (degree, value) in polynomials.values(at: x).enumerated() {
        let expected = legendre[degree] * (Double(degree) + 0.5).squareRoot()
        #expect(abs(value - expected) <= 1e-11, "\(degree) at \(x)")
      }
    }
  }

  @Test func interpolationIsMonotoneAndExactAtItsPoints() throws {
    let curve = try MonotoneInterpolation(positions: [0, 1, 2, 3, 10], values: [0, 0, 5, 5, 6])
    for (position, value) in zip(curve.positions, curve.values) {
      #expect(try curve.value(at: position) == value)
    }
    let values = try (0...1000).map { try curve.value(at: Double($0) / 100) }
    for (before, after) in zip(values, values.dropFirst()) { #expect(after >= before - 1e-15) }
    #expect(throws: NumericsError.self) { try curve.value(at: 10.1) }
  }

  @Test(arguments: [
    ([0, 1], "the number of points is 2.0; it must be 3 or more"),
    ([0, 1, 1], "a position is 1.0; it must be above the one before it, 1.0"),
    ([0, 1, .infinity], "a position is inf; it must be a finite number"),
  ])
  func pointsMustRise(positions: [Double], message: String) {
    let error = #expect(throws: NumericsError.self) {
      try MonotoneInterpolation(positions: positions, values: positions.map { _ in 1 })
    }
    #expect(error?.description == message)
  }
}
