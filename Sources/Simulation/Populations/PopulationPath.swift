/// How a population of prompts went through its updates.
public struct PopulationPath: Hashable, Codable, Sendable {
  /// After how many updates the measurements were taken; the first is 0, the last the number of updates.
  public let steps: [Int]
  /// The mean success rate of all prompts at each of these steps.
  public let meanSuccess: [Double]
  /// The probability that a group is dead, ρⁿ + (1 − ρ)ⁿ, as the mean over all prompts at each of these steps.
  public let deadGroupShare: [Double]
  /// The success rate of every prompt after the last update.
  public let finalRates: [Double]

  /// When mean success first reached a target, as ``firstPassage(of:steps:meanSuccess:)`` says.
  public func firstPassage(of target: Double) -> Double? {
    Simulation.firstPassage(of: target, steps: steps, meanSuccess: meanSuccess)
  }
}

/// When mean success first reaches a target, in updates; between two measurements by linear interpolation.
///
/// - Parameters:
///   - target: the mean success rate to be reached.
///   - steps: after how many updates mean success was measured, in rising order.
///   - meanSuccess: what it was.
/// - Returns: the first step where it was reached from the beginning, nil where it never was.
public func firstPassage(of target: Double, steps: [Int], meanSuccess: [Double]) -> Double? {
  guard let index = meanSuccess.firstIndex(where: { $0 >= target }) else { return nil }
  guard index > 0 else { return Double(steps[0]) }
  let (before, after) = (meanSuccess[index - 1], meanSuccess[index])
  let share = (target - before) / (after - before)
  return Double(steps[index - 1]) + share * Double(steps[index] - steps[index - 1])
}
