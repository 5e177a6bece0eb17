import Foundation
import GSLNumerics
import Policies
import Populations

/// The best plan under Σ_i ω_i² m_i ≤ 1 with natural mobility (result 3.6 B).
///
/// In the angles u_i = 2 asin √ρ_i the budget is a speed, |du/dt| ≤ 1, and the plan a straight line to the nearest point
/// with the target as mean rate: u_i(T) − u_i(0) = μ sin u_i(T) with one μ for all prompts, and T = |u(T) − u(0)|. Each u_i(T)
/// between u_i(0) and π is unique, since u − μ sin u is convex there, and rises with μ.
struct EnergyRateAllocation {
  private let angles: [Double]

  init(_ population: Population) {
    angles = population.rates.map { 2 * asin($0.squareRoot()) }
  }

  /// The plan for a target above the mean rate.
  ///
  /// - Throws: `NumericsError` where a root is not found.
  func plan(target: Double) throws -> SharedBudgetPlan {
    func excess(_ multiplier: Double) throws -> Double {
      try ends(multiplier).map(Self.rate).reduce(0, +) / Double(angles.count) - target
    }
    var upper = 1.0
    while try excess(upper) < 0 { upper *= 4 }
    let finalAngles = try ends(RootFinding.root(from: 0, to: upper, of: excess))
    let turns = zip(finalAngles, angles).map { $0 - $1 }
    return SharedBudgetPlan(
      time: innerProduct(turns, turns).squareRoot(), finalRates: finalAngles.map(Self.rate), switchTarget: nil
    )
  }

  private func ends(_ multiplier: Double) throws -> [Double] {
    guard multiplier > 0 else { return angles }
    return try angles.map { start in
      try RootFinding.root(from: start, to: .pi) { $0 - start - multiplier * sin($0) }
    }
  }

  private static func rate(_ angle: Double) -> Double {
    sin(angle / 2) * sin(angle / 2)
  }
}
