/// What the diagrams of where training ends are drawn from.
struct PhaseDiagrams {
  let parameters: FalsePenaltyParameters
  /// Step size and difficulty, by arm.
  var phases: [PhaseResult] = []
  /// Baseline and success of the alternative, under a filter.
  var lockIn: LockInResult?
  /// Rollouts in an update.
  var averaging: AveragingResult?
}
