import Foundation
import GSLNumerics
import Testing

@Suite("Bernstein polynomials against exact rational values, and their laws")
struct BernsteinPolynomialTests {
  static let degrees = [0, 1, 2, 7, 63, 1023, 1024]
  static let points = [0, 1e-300, 1e-9, 1e-3, 0.125, 0.3, 0.5, 0.75, 0.999, 1 - 1e-9, 1]

  /// Coefficients of both signs without a pattern.
  static func polynomial(degree: Int) -> BernsteinPolynomial {
    BernsteinPolynomial(coefficients: (0...degree).map { sin(Double(17 * $0 * $0 + 3)) })
  }

  @Test func everyEntryIsRead() {
    #expect(BernsteinReference.all.count == 96)
  }

  @Test(arguments: BernsteinReference.all)
  func valuesAndIntegrals(entry: BernsteinReference) throws {
    let polynomial = BernsteinPolynomial(coefficients: entry.coefficients)
    let value = try #require(Double(entry.value))
    let integral = try #require(Double(entry.integral))
    #expect(abs(polynomial.value(at: entry.x) - value) <= 1e-13 * value)
    #expect(abs(polynomial.integral(to: entry.x) - integral) <= 1e-13 * integral)
  }

  @Test(arguments: degrees, points)
  func basisPolynomialsAddUpToOne(degree: Int, x: Double) {
    let constant = BernsteinPolynomial(coefficients: [Double](repeating: 0.7, count: degree + 1))
    #expect(abs(constant.value(at: x) - 0.7) <= 4e-15 * 0.7)
    #expect(abs(constant.integral(to: x) - 0.7 * x) <= 5e-14 * x)
  }

  @Test(arguments: degrees)
  func theEndsAreExact(degree: Int) throws {
    let polynomial = Self.polynomial(degree: degree)
    let antiderivative = polynomial.antiderivative
    #expect(polynomial.value(at: 0) == polynomial.coefficients.first)
    #expect(polynomial.value(at: 1) == polynomial.coefficients.last)
    #expect(antiderivative.coefficients.count == degree + 2)
    #expect(polynomial.integral(to: 0) == 0)
    #expect(polynomial.integral(to: 1) == antiderivative.coefficients.last)
  }

  /// ∫_a^b B by quadrature of the values; the margin is relative to the largest |w| = 1 over the interval.
  @Test(arguments: degrees)
  func theIntegralIsThatOfTheValues(degree: Int) throws {
    let polynomial = Self.polynomial(degree: degree)
    for (lower, upper) in zip(Self.points, Self.points.dropFirst()) {
      let (expected, error) = try Quadrature.integral(
        from: lower, to: upper, absoluteTolerance: 1e-14 * (upper - lower), of: polynomial.value)
      let observed = polynomial.integral(to: upper) - polynomial.integral(to: lower)
      #expect(abs(observed - expected) <= error + 1e-14, "from \(lower) to \(upper)")
    }
  }

  /// dF/dx = B from the coefficients: (m + 1) (F_{k+1} − F_k) = w_k.
  @Test(arguments: degrees)
  func differencesOfTheAntiderivativeAreTheCoefficients(degree: Int) {
    let polynomial = Self.polynomial(degree: degree)
    let sums = polynomial.antiderivative.coefficients
    for (index, coefficient) in polynomial.coefficients.enumerated() {
      let difference = Double(degree + 1) * (sums[index + 1] - sums[index])
      // Running sums of at most √m terms' size, each rounded to half an ulp.
      #expect(abs(difference - coefficient) <= 1e-13)
    }
  }

  /// Reversed coefficients at 1 − x, at points where 1 − x is exact.
  @Test(arguments: degrees, [0x1p-20, 0.125, 0.25, 0.5, 0.8125, 1 - 0x1p-30])
  func reversalIsReflection(degree: Int, x: Double) {
    let polynomial = BernsteinPolynomial(coefficients: (0...degree).map { 1 / Double($0 + 1) })
    let reversed = BernsteinPolynomial(coefficients: polynomial.coefficients.reversed())
    let value = polynomial.value(at: x)
    #expect(abs(reversed.value(at: 1 - x) - value) <= 1e-13 * value)
    let whole = polynomial.integral(to: 1)
    let rest = reversed.integral(to: 1 - x)
    #expect(abs(polynomial.integral(to: x) + rest - whole) <= 1e-13 * whole)
  }

  @Test(arguments: [1e-300, 1e-9, 1e-3, 0.3, 0.999])
  func powersAreReproduced(x: Double) {
    let square = BernsteinPolynomial(coefficients: [0, 0, 1])
    #expect(abs(square.value(at: x) - x * x) <= 1e-15 * x * x)
    #expect(abs(square.integral(to: x) - x * x * x / 3) <= 1e-15 * x * x * x)
  }

  @Test func anInfiniteCoefficientIsNotHidden() {
    #expect(BernsteinPolynomial(coefficients: [.infinity, 1]).value(at: 0.5) == .infinity)
    #expect(BernsteinPolynomial(coefficients: [.infinity, 1]).value(at: 1).isNaN)
  }
}
