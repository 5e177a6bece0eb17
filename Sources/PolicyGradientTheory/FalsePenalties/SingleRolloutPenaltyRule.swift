import Algorithms
import GSLNumerics

/// Single rollouts of n prompts under an algorithm: advantages by the success count of the batch (result 4.6).
struct SingleRolloutPenaltyRule: Sendable {
  /// The number of successes among the other prompts, with its probability, and what the own rollout gets.
  private struct Surrounding: Sendable {
    let probability: Double
    let success: (advantage: Double, sign: Int)
    let failure: (advantage: Double, sign: Int)
  }

  let rolloutCount: Int
  private let surroundings: [Surrounding]

  init(_ algorithm: Algorithm, otherRates: [Double]) throws {
    let count = otherRates.count + 1
    let advantages = try SingleRolloutAdvantages(of: algorithm, batchSize: count)
    let others = try PoissonBinomialDistribution(successProbabilities: otherRates)
    rolloutCount = count
    surroundings = others.probabilities.enumerated().map { successes, probability in
      Surrounding(
        probability: probability,
        success: (advantages.success[successes + 1], advantages.successSigns[successes + 1]),
        failure: (advantages.failure[successes], advantages.failureSigns[successes]))
    }
  }

  func penalty(of classes: TokenClasses) -> FalsePenalty {
    var coefficient = SignedSums()
    var logit = SignedSums()
    let pull = 1 - classes.probability
    let push = -classes.probability
    for surrounding in surroundings {
      for (places, own) in [(classes.success, surrounding.success), (classes.failure, surrounding.failure)] {
        let advantage = own.advantage / Double(rolloutCount)
        let onToken = surrounding.probability * places.token
        let onSibling = surrounding.probability * places.sibling
        coefficient.add(sign: own.sign, probability: onToken, value: advantage)
        logit.add(sign: pull > 0 ? own.sign : 0, probability: onToken, value: pull * advantage)
        logit.add(sign: push < 0 ? -own.sign : 0, probability: onSibling, value: push * advantage)
      }
    }
    return FalsePenalty(
      trueAdvantage: classes.trueAdvantage, coefficient: coefficient, logit: logit, approximations: (nil, nil)
    )
  }

  /// Every value of G in one update with its probability.
  func logitGradients(of classes: TokenClasses) -> [LogitGradient] {
    var gradients: [LogitGradient] = []
    for surrounding in surroundings {
      for (places, own) in [(classes.success, surrounding.success), (classes.failure, surrounding.failure)] {
        let advantage = own.sign == 0 ? 0 : own.advantage / Double(rolloutCount)
        for (pull, share) in [
          (1 - classes.probability, places.token), (-classes.probability, places.sibling),
          (0, places.elsewhere),
        ] {
          gradients.append(
            LogitGradient(value: pull * advantage, probability: surrounding.probability * share))
        }
      }
    }
    return gradients.filter { $0.probability > 0 }
  }
}
