import Foundation
import GSLNumerics
import Populations

/// The best plan under Σ_i ω_i ≤ 1 with natural mobility (result 3.6 A).
///
/// To bring a prompt from ρ_i0 to ρ_i takes log-odds(ρ_i) − log-odds(ρ_i0), whenever that is done: the order of work is
/// irrelevant. The sum of these subject to the mean rate is not convex: at its least the hardest prompts are left alone,
/// and of the others all those below one common level are brought to it. Every cut is tried.
struct LinearRateAllocation {
  private let population: Population
  private let rates: [Double]
  private let positions: [Double]

  init(_ population: Population) {
    self.population = population
    rates = population.rates.sorted()
    positions = rates.map { LogOdds(rate: $0).value }
  }

  /// The plan for a target above the mean rate.
  ///
  /// - Throws: `NumericsError` where the root of the switch is not found.
  func plan(target: Double) throws -> SharedBudgetPlan {
    var best = Allocation(time: .infinity, members: 0..<0, level: 0)
    for cut in rates.indices {
      let allocation = allocation(leavingAlone: cut, target: target)
      if let allocation, allocation.time < best.time { best = allocation }
    }
    let abandoned = rates[..<best.members.lowerBound]
    var left = Dictionary(grouping: abandoned) { $0 }.mapValues(\.count)
    let finalRates = population.rates.map { rate in
      if let count = left[rate], count > 0 {
        left[rate] = count - 1
        return rate
      }
      return max(rate, best.level)
    }
    return SharedBudgetPlan(time: best.time, finalRates: finalRates, switchTarget: try switchTarget)
  }

  private struct Allocation {
    let time: Double
    let members: Range<Int>
    let level: Double
  }

  /// All prompts but the `cut` hardest that are below the level which reaches the target, brought to it; nil where even
  /// certain success of them does not reach it.
  private func allocation(leavingAlone cut: Int, target: Double) -> Allocation? {
    let count = Double(rates.count)
    let rest = rates[cut...].reduce(0, +)
    var missing = count * target - rates[..<cut].reduce(0, +)
    guard missing > rest else { return nil }
    var work = positions[cut...].reduce(0, +)
    for end in stride(from: rates.count, to: cut, by: -1) {
      let level = missing / Double(end - cut)
      if level >= rates[end - 1] {
        guard level < 1 else { return nil }
        return Allocation(
          time: Double(end - cut) * LogOdds(rate: level).value - work, members: cut..<end, level: level)
      }
      missing -= rates[end - 1]
      work -= positions[end - 1]
    }
    return nil
  }

  /// The target at which it is equally fast to leave the hardest prompt alone; nil where that is never worth it.
  private var switchTarget: Double? {
    get throws {
      guard rates.count > 1 else { return nil }
      let count = Double(rates.count)
      let mean = rates.reduce(0, +) / count
      let highest = (count - 1 + rates[0]) / count
      func loss(_ target: Double) -> Double {
        guard let all = allocation(leavingAlone: 0, target: target),
          let others = allocation(leavingAlone: 1, target: target)
        else { return .infinity }
        return others.time - all.time
      }
      let lower = mean + 1e-6 * (highest - mean)
      guard loss(lower) < 0 else { return nil }
      let upper = mean + (highest - mean) * (1 - 0x1p-30)
      if loss(upper) > 0 { return try RootFinding.root(from: lower, to: upper, of: loss) }
      // So near the highest mean that the others alone can have, all others share one level, 1 − exp(−distance).
      func lateLoss(_ distance: Double) -> Double {
        let level = (highest - (count - 1) / count * exp(-distance))
        return (count - 1) * (log1p(-exp(-distance)) + distance) - count * LogOdds(rate: level).value
          + positions[0]
      }
      let distance = try RootFinding.root(from: 20, to: 1500, of: lateLoss)
      return highest - (count - 1) / count * exp(-distance)
    }
  }
}
