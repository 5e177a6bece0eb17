/// A chain of reasoning steps: a response succeeds if every step is right, where one wrong step may be repaired at once.
///
/// The success rate over n steps is p^n + n p^(n−1) (1 − p) r, with p the probability of a right step and r that of a
/// repair. Most failures begin with right steps, which they share with every success.
struct ReasoningSteps {
  let rightProbability = 0.8
  let repairProbability = 0.1

  /// The tokens where so many steps are left, at least one.
  ///
  /// - Parameter isRepaired: whether a step was repaired before; a second wrong one then ends the response.
  func branches(stepsLeft: Int, isRepaired: Bool = false) -> [TreeBranch] {
    let wrong = 1 - rightProbability
    return [
      right("right", rightProbability, stepsLeft: stepsLeft, isRepaired: isRepaired),
      isRepaired
        ? TreeBranch("wrong", probability: wrong, successRate: 0)
        : TreeBranch(
          "wrong", probability: wrong,
          next: [
            right("repair", repairProbability, stepsLeft: stepsLeft, isRepaired: true),
            TreeBranch("go on", probability: 1 - repairProbability, successRate: 0),
          ]),
    ]
  }

  /// A token after which its step is right.
  private func right(
    _ token: String, _ probability: Double, stepsLeft: Int, isRepaired: Bool
  ) -> TreeBranch {
    stepsLeft == 1
      ? TreeBranch(token, probability: probability, successRate: 1)
      : TreeBranch(
        token, probability: probability, next: branches(stepsLeft: stepsLeft - 1, isRepaired: isRepaired))
  }
}
