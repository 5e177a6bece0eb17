import Foundation
import GSLNumerics
import Testing

@Suite("Differential equations against closed forms")
struct DifferentialEquationTests {
  struct Refusal: Error {}

  static let oscillator = DifferentialEquation(dimension: 2) { _, state in [state[1], -state[0]] }

  @Test func theOscillatorReturns() throws {
    let solution = try Self.oscillator.solution(from: 0, state: [1, 0], to: 20 * .pi)
    #expect(!solution.endsInEvent)
    #expect(abs(solution.end.state[0] - 1) <= 1e-10 && abs(solution.end.state[1]) <= 1e-10)
  }

  @Test func denseOutputIsAsExactAsTheKnots() throws {
    let solution = try Self.oscillator.solution(from: 0, state: [1, 0], to: 10)
    let times = (0...1000).map { Double($0) / 100 }
    for (time, state) in zip(times, try solution.states(at: times)) {
      #expect(abs(state[0] - cos(time)) <= 1e-11 && abs(state[1] + sin(time)) <= 1e-11)
    }
    #expect(throws: NumericsError.self) { try solution.states(at: [10.5]) }
    #expect(throws: NumericsError.self) { try solution.states(at: [-0.1]) }
  }

  @Test func anEventIsLocated() throws {
    let solution = try Self.oscillator.solution(from: 0, state: [1, 0], to: 100) { _, state in state[0] }
    #expect(solution.endsInEvent)
    #expect(abs(solution.end.time - .pi / 2) <= 1e-12)
    let atOnce = try Self.oscillator.solution(from: 0, state: [0, 1], to: 100) { _, state in state[0] }
    #expect(atOnce.endsInEvent && atOnce.end.time == 0)
  }

  @Test func aRisingComponentReachesAValue() throws {
    let growth = DifferentialEquation(dimension: 1) { _, state in [state[0]] }
    let solution = try growth.solution(from: 0, state: [1], to: 5)
    for value in [1, 1.5, 7.4, 148.4] {
      #expect(abs(try solution.time(whenRisingComponent: 0, reaches: value) - log(value)) <= 1e-11)
    }
  }

  @Test func anExplosionIsNotFollowed() throws {
    let explosion = DifferentialEquation(dimension: 1) { _, state in [state[0] * state[0]] }
    #expect {
      try explosion.solution(from: 0, state: [1], to: 2)
    } throws: { error in
      switch error as? NumericsError {
      case .solutionNotConverged(let reached, _)?: abs(reached - 1) < 1e-6
      case .integrandNotFinite(_, let time)?: abs(time - 1) < 1e-6
      default: false
      }
    }
  }

  @Test func errorsOfTheSlopeArePassedOn() {
    let equation = DifferentialEquation(dimension: 1) { time, _ in
      if time > 0.5 { throw Refusal() }
      return [1]
    }
    #expect(throws: Refusal.self) { try equation.solution(from: 0, state: [0], to: 1) }
  }
}
