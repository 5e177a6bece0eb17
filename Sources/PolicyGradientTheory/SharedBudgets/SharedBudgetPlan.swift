/// How several prompts share a budget so that their mean success rate reaches a target soonest.
public struct SharedBudgetPlan: Sendable {
  /// The least time, with a budget rate of 1.
  public let time: Double
  /// ρ_i(T), in the order of the prompts; a prompt that is left alone keeps its rate.
  public let finalRates: [Double]
  /// The target at which the hardest prompt begins to be worked on; below it, it is left alone.
  ///
  /// Nil where it is worked on for every target.
  public let switchTarget: Double?
}
