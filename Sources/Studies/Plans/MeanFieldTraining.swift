import Foundation
import GSLNumerics
import PolicyGradientTheory

/// Training in the mean field: every prompt has a log-odds z of its own, and an update gives every prompt one group.
///
///     dz_x/du = η s (Ω_n(ρ_x)/Ω̄) m(ρ_x)/(ρ_x(1 − ρ_x))
///
/// u counts updates. Ω̄ takes out the overall scale of an algorithm and s shortens the step by the noise of its gradient, as
/// the best step of a quadratic model is; both follow from the whole population (``SignalMoments``). Since they are
/// common to all prompts, every prompt moves along one and the same curve, dz/dτ = Ω_n m/(ρ(1 − ρ)), and only the clock
/// du = Ω̄/(η s) dτ knows of the others. The curve is tabulated once, and updates are an integral.
struct MeanFieldTraining {
  /// Why a target has no number of updates.
  enum Obstacle: Error, Equatable {
    /// The mean success rate is there already.
    case alreadyReached(mean: Double)
    /// Prompts that never succeed, or more rarely than ``floor``, keep the mean below it.
    case ceiling(Double)
    /// The effective weight is 0 or negative at a rate that a prompt has or must pass, and would stand still or fall.
    case noProgress(rate: Double)
    /// Progress is too slow for numbers to hold it.
    case tooSlow
  }

  /// The rate below which a prompt does not move.
  ///
  /// The mean field would let it learn from successes that nobody will see, and
  /// no probe tells such rates from 0.
  static let floor = 1e-6

  let rule: PlannedRule
  let scoreSpread: Double
  let stepSize: Double
  private let flows: [LogitFlow]

  init(rule: PlannedRule, mobility: Mobility, scoreSpread: Double, stepSize: Double) throws {
    self.rule = rule
    self.scoreSpread = scoreSpread
    self.stepSize = stepSize
    flows = try LogitFlow.flows { logit in
      try rule.response(atLogit: logit).weight * mobility.logOddsMobility(at: LogOdds(logit))
    }
  }

  /// Updates until the mean success rate is the target, from these prompts.
  func updates(from rates: PromptRates, to target: Double) throws(Obstacle) -> Double {
    let mean = rates.mean
    guard mean < target else { throw .alreadyReached(mean: mean) }
    let ceiling = rates.atoms.reduce(0) { $1.rate >= Self.floor ? $0 + $1.weight : $0 }
    guard ceiling > target else { throw .ceiling(ceiling) }
    let moving = rates.atoms.filter { $0.rate >= Self.floor && $0.rate < 1 }
    let flow = try flow(of: moving)
    let starts = moving.map { flow.time(at: $0.logit) }
    let solved = rates.atoms.reduce(0) { $1.rate == 1 ? $0 + $1.weight : $0 }
    func meanRate(_ time: Double) -> Double {
      zip(moving, starts).reduce(solved) { sum, prompt in
        sum + prompt.0.weight * LogOdds(flow.logit(at: prompt.1 + time)).rate
      }
    }
    guard let end = Self.time(of: target, meanRate) else {
      throw flow.standstill.map { .noProgress(rate: LogOdds($0).rate) } ?? .tooSlow
    }
    let fixed = rates.atoms.filter { $0.rate < Self.floor || $0.rate == 1 }
    do {
      return try Quadrature.integral(from: 0, to: end, relativeTolerance: 1e-6) { time in
        var moments = SignalMoments()
        for atom in fixed {
          moments.add(rule, scoreSpread: scoreSpread, rate: atom.rate, logit: atom.logit, weight: atom.weight)
        }
        for (atom, start) in zip(moving, starts) {
          let logit = flow.logit(at: start + time)
          moments.add(
            rule, scoreSpread: scoreSpread, rate: LogOdds(logit).rate, logit: logit, weight: atom.weight)
        }
        return moments.scale / (stepSize * moments.signalShare)
      }.value
    } catch {
      throw .tooSlow
    }
  }

  /// The curve on which all of these prompts move, by increasing rate.
  private func flow(of moving: [PromptRates.Atom]) throws(Obstacle) -> LogitFlow {
    for prompt in moving {
      guard let flow = flows.first(where: { $0.contains(prompt.logit) }) else {
        throw .noProgress(rate: prompt.rate)
      }
      // Between two curves there is a rate that the lower prompts cannot pass.
      if let standstill = flow.standstill, moving.contains(where: { $0.logit > standstill }) {
        throw .noProgress(rate: LogOdds(standstill).rate)
      }
      return flow
    }
    throw .tooSlow
  }

  /// Where an increasing function of time first reaches a target: doubling, then bisection to 1e-12; nil if it never does.
  private static func time(of target: Double, _ value: (Double) -> Double) -> Double? {
    var upper = 1e-6
    while value(upper) < target {
      upper *= 2
      guard upper < 1e300 else { return nil }
    }
    var lower = upper / 2
    for _ in 0..<40 {
      let middle = (lower + upper) / 2
      if value(middle) < target { lower = middle } else { upper = middle }
    }
    return upper
  }
}
