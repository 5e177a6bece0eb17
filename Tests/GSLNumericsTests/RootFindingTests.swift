import Foundation
import GSLNumerics
import Testing

@Suite("Roots")
struct RootFindingTests {
  struct Refusal: Error {}

  @Test(arguments: [1e-300, 1e-9, 0.5, 2, 1e6, 1e150])
  func squareRoots(square: Double) throws {
    let root = try RootFinding.root(from: 0, to: max(1, square)) { $0 * $0 - square }
    #expect(abs(root - square.squareRoot()) <= 4e-15 * square.squareRoot())
  }

  @Test func aRootAtABoundIsThatBound() throws {
    #expect(try RootFinding.root(from: 1, to: 2) { $0 - 1 } == 1)
    #expect(try RootFinding.root(from: 1, to: 2) { $0 - 2 } == 2)
  }

  @Test func aRootNeedsASignChange() {
    #expect(throws: NumericsError.noSignChange(from: 1, to: 2, lowerValue: 1, upperValue: 4)) {
      try RootFinding.root(from: 1, to: 2) { $0 * $0 }
    }
    let error = NumericsError.noSignChange(from: 1, to: 2, lowerValue: 1, upperValue: 4)
    #expect(
      error.description
        == "no root is bracketed between 1.0 and 2.0: the values there are 1.0 and 4.0; they must be finite and have different signs"
    )
  }

  @Test func whatIsNotFiniteHasNoRoot() {
    #expect(throws: NumericsError.self) { try RootFinding.root(from: 0, to: 1e300) { $0 * $0 - 1 } }
    #expect(throws: NumericsError.self) {
      try RootFinding.root(from: 0, to: 1) { $0 > 0 && $0 < 1 ? .nan : $0 - 0.5 }
    }
  }

  @Test func errorsOfTheFunctionArePassedOn() {
    #expect(throws: Refusal.self) {
      try RootFinding.root(from: 0, to: 1) { if $0 > 0.3 && $0 < 1 { throw Refusal() } else { $0 - 0.5 } }
    }
  }
}
