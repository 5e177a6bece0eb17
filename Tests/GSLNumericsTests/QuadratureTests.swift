import Foundation
import GSLNumerics
import Testing

@Suite("Quadrature against closed forms")
struct QuadratureTests {
  struct ClosedForm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let lower: Double
    let upper: Double
    let value: Double
    let integrand: @Sendable (Double) -> Double
  }

  static let closedForms = [
    ClosedForm(testDescription: "1/sqrt(x(1−x))", lower: 0, upper: 1, value: .pi) {
      1 / ($0 * (1 - $0)).squareRoot()
    },
    ClosedForm(testDescription: "log x", lower: 0, upper: 1, value: -1) { log($0) },
    ClosedForm(testDescription: "log x / sqrt x", lower: 0, upper: 1, value: -4) {
      log($0) / $0.squareRoot()
    },
    ClosedForm(testDescription: "x^(−9/10)", lower: 0, upper: 1, value: 10) { pow($0, -0.9) },
    ClosedForm(testDescription: "sqrt(x(1−x))", lower: 0, upper: 1, value: .pi / 8) {
      ($0 * (1 - $0)).squareRoot()
    },
    ClosedForm(testDescription: "1 + cos 200x", lower: 0, upper: 1, value: 0.995633513513930027) {
      1 + cos(200 * $0)
    },
    ClosedForm(testDescription: "a narrow peak", lower: -1, upper: 1, value: 1.772453850905516027e-3) {
      exp(-1e6 * $0 * $0)
    },
    ClosedForm(testDescription: "a step", lower: 0, upper: 1, value: 1.0 / 3) { $0 < 1.0 / 3 ? 1 : 0 },
    ClosedForm(testDescription: "0", lower: 0, upper: 1, value: 0) { _ in 0 },
  ]

  @Test(arguments: closedForms)
  func closedFormsAreReached(form: ClosedForm) throws {
    let (value, error) = try Quadrature.integral(from: form.lower, to: form.upper, of: form.integrand)
    #expect(abs(value - form.value) <= 1e-12 * abs(form.value), "\(value)")
    #expect(error <= 1e-12 * abs(form.value), "\(error)")
  }

  @Test(arguments: closedForms)
  func exchangedBoundsGiveTheNegative(form: ClosedForm) throws {
    let forward = try Quadrature.integral(from: form.lower, to: form.upper, of: form.integrand)
    let backward = try Quadrature.integral(from: form.upper, to: form.lower, of: form.integrand)
    #expect(backward.value == -forward.value)
    #expect(backward.error == forward.error)
  }

  @Test func equalBoundsGiveZeroWithoutACall() throws {
    let (value, error) = try Quadrature.integral(from: 2, to: 2) { _ in throw Refusal(point: 2) }
    #expect(value == 0 && error == 0)
  }

  @Test func cancellingPartsNeedAnAbsoluteTolerance() throws {
    #expect {
      try Quadrature.integral(from: -1, to: 1) { $0 }
    } throws: {
      guard case .integralNotConverged(-1, 1, _, let error, 0)? = $0 as? NumericsError else { return false }
      return error > 0 && error < 1e-13
    }
    let (value, error) = try Quadrature.integral(from: -1, to: 1, absoluteTolerance: 1e-13) { $0 }
    #expect(abs(value) <= error && error <= 1e-13)
  }

  @Test func anIntegralInsideAnIntegral() throws {
    let (value, _) = try Quadrature.integral(from: 0, to: 1) { x in
      try Quadrature.integral(from: 0, to: x) { y in log(y) }.value
    }
    #expect(abs(value + 0.75) <= 1e-12 * 0.75)
  }

  @Test(arguments: [
    (1.0, "exceeded max number of iterations"), (2.0, "integral or series is divergent"),
  ])
  func divergenceThrows(exponent: Double, reason: String) {
    #expect {
      try Quadrature.integral(from: 0, to: 1) { pow($0, -exponent) }
    } throws: {
      guard case .integralNotConverged(0, 1, reason, _, _)? = $0 as? NumericsError else { return false }
      return true
    }
  }

  @Test func theAchievedAndTheAskedErrorAreNamed() {
    let error = NumericsError.integralNotConverged(
      from: 0, to: 1, reason: "integral or series is divergent", error: 9.5, asked: 7e-10)
    #expect(
      "\(error)"
        == "the integral from 0.0 to 1.0 has an estimated error of 9.5 where 7e-10 was asked for (integral or"
        + " series is divergent): split it where the integrand is singular, or raise the tolerance")
  }

  struct Refusal: Error, Equatable {
    let point: Double
  }

  @Test func theIntegrandsErrorIsPassedOn() {
    var calls = 0
    #expect(throws: Refusal(point: 0.5)) {
      try Quadrature.integral(from: 0, to: 1) { x in
        calls += 1
        if calls == 1 { throw Refusal(point: x) }
        return x
      }
    }
    #expect(calls == 1)
  }

  @Test(arguments: [
    (0.0, "the integrand is nan at 0.5; it must be finite inside the interval"),
    (1.0, "the integrand is inf at 0.5; it must be finite inside the interval"),
  ])
  func integrandsThatAreNotFiniteAreNamed(numerator: Double, message: String) {
    #expect {
      try Quadrature.integral(from: 0, to: 1) { numerator / ($0 - 0.5).magnitude }
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [
    (0.0, Double.infinity, 1e-12, 0.0, "upper bound is inf; it must be a finite number"),
    (.nan, 1, 1e-12, 0, "lower bound is nan; it must be a finite number"),
    (0, 1, 1e-15, 0, "relative tolerance is 1e-15; it must be between 1.2e-14 and 1"),
    (0, 1, .nan, 0, "relative tolerance is nan; it must be between 1.2e-14 and 1"),
    (0, 1, 1e-12, -1, "absolute tolerance is -1.0; it must be a finite number, 0 or more"),
  ])
  func argumentsOutOfRangeAreNamed(
    lower: Double, upper: Double, relativeTolerance: Double, absoluteTolerance: Double, message: String
  ) {
    #expect {
      try Quadrature.integral(
        from: lower, to: upper, relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance
      ) { $0 }
    } throws: {
      "\($0)" == message
    }
  }
}
