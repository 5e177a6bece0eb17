import Algorithms
import Foundation
import Rollouts

extension Trainer {
  /// Ends warm-up: the optimiser begins anew, and the policy becomes the reference where the algorithm has a KL to one.
  func beginReinforcement() {
    isWarm = true
    learner.optimizer = settings.optimizer.makeOptimizer(parameterCount: learner.parameters.values.count)
    if algorithm.regularizer.coefficient ?? 0 > 0 { reference = learner.parameters }
  }

  /// What moves with an update besides the weights: tracked rates and the KL coefficient.
  ///
  /// Prompts are fresh, so that a rate is tracked for every level of difficulty. An update counts as one visit of a level,
  /// with the mean reward of its rollouts, and the past fades at the tracker's fastest.
  func follow(_ rollouts: CollectedRollouts, referenceKL: Double?) {
    if let referenceKL, var controller {
      controller.update(kl: referenceKL, rolloutCount: rollouts.batch.rollouts.count)
      self.controller = controller
      algorithm.regularizer = algorithm.regularizer.with(coefficient: controller.coefficient)
    }
    guard trackers != nil else { return }
    var sums = task.difficulties.map { _ in (reward: 0.0, count: 0.0) }
    for (sequence, rollout) in zip(rollouts.sequences, rollouts.batch.rollouts) {
      let level = task.difficulty(of: Array(sequence.prompt))
      sums[level].reward += rollout.reward
      sums[level].count += 1
    }
    for (level, sum) in sums.enumerated() where sum.count > 0 {
      trackers?[level].update(reward: sum.reward / sum.count)
    }
  }

  func metrics(of sample: UpdateSample, steps: StepSums, update: Int) throws -> UpdateMetrics {
    let statistics = sample.statistics
    let measuresKL = settings.stepKLEvery > 0 && update.isMultiple(of: settings.stepKLEvery)
    return UpdateMetrics(
      update: update, success: statistics.success, successByDifficulty: statistics.successByDifficulty,
      meanLength: statistics.meanLength, entropy: statistics.meanEntropy,
      stepKL: measuresKL ? try stepKL(of: sample.rollouts) : nil,
      referenceKL: referenceKL(of: sample.rollouts.batch),
      klCoefficient: reference == nil ? nil : algorithm.regularizer.coefficient, loss: steps.meanLoss,
      gradientNorm: steps.meanNorm, gradientVariance: steps.variance,
      allFailedShare: statistics.allFailedShare, allSucceededShare: statistics.allSucceededShare,
      clipFraction: steps.clipFraction, clipFractionLow: steps.clipFractionLow,
      clipFractionHigh: steps.clipFractionHigh, dualClipFraction: steps.dualClipFraction,
      learningRate: learningRate(of: update), sampledTokens: statistics.tokenCount + sample.greedyTokens,
      trainedTokens: steps.trainedTokens, samplingRounds: sample.rounds)
  }

  /// The mean over tokens of k3 between the sampler's policy and the present one; nil where no group lived.
  private func stepKL(of rollouts: CollectedRollouts) throws -> Double? {
    guard !rollouts.sequences.isEmpty, let tokens = rollouts.batch.tokens,
      let old = tokens.oldLogProbabilities
    else { return nil }
    let new = try policyGradient().logProbabilities(of: rollouts.sequences)
    let estimator = KLEstimator(.k3)
    var (sum, count) = (0.0, 0)
    for position in 0..<tokens.count where tokens.counts(position) {
      sum += estimator.estimate(logProbability: old[position], reference: new[position]).value
      count += 1
    }
    return sum / Double(max(1, count))
  }

  /// The mean over rollouts of token means of the algorithm's KL estimate, at the policy that sampled.
  private func referenceKL(of batch: Batch) -> Double? {
    guard let estimator = algorithm.regularizer.estimator, let tokens = batch.tokens,
      let reference = tokens.referenceLogProbabilities, let old = tokens.oldLogProbabilities
    else { return nil }
    var sum = 0.0
    for rollout in batch.rollouts.indices {
      let values = tokens.positions(of: rollout).filter { tokens.counts($0) }.map {
        estimator.estimate(logProbability: old[$0], reference: reference[$0]).value
      }
      sum += values.reduce(0, +) / Double(max(1, values.count))
    }
    return sum / Double(max(1, batch.rollouts.count))
  }
}
