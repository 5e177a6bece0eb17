import Transformer

extension Trainer {
  /// Success on prompts and random numbers that are the same in every evaluation of the run, so that what changes is the
  /// policy.
  ///
  /// It disturbs nothing: a run that is evaluated has the bits of one that is not.
  ///
  /// - Throws: `TransformerError` from the model, and what the task's verifier throws.
  public func evaluate() throws -> EvaluationMetrics {
    let evaluation = settings.evaluation
    let path = path["evaluation"]
    let rollouts = try learner.collect(
      prompts: learner.prompts(evaluation.prompts, path: path), groupSize: evaluation.samples, path: path,
      rule: evaluation.rule)
    var statistics = SampleStatistics(task: task)
    statistics.add(rollouts, task: task)
    let successes = (0..<rollouts.batch.groupCount).map { group in
      rollouts.batch.rollouts[rollouts.batch.group(group)].count { $0.reward == 1 }
    }
    return EvaluationMetrics(
      update: updateCount, success: statistics.success,
      successByDifficulty: statistics.successByDifficulty,
      passAt: evaluation.passAt.map { attempts in
        let rates = successes.map {
          EvaluationMetrics.passRate(successes: $0, of: evaluation.samples, attempts: attempts)
        }
        return EvaluationMetrics.PassRate(
          attempts: attempts, rate: rates.reduce(0, +) / Double(rates.count))
      }, meanLength: statistics.meanLength, entropy: statistics.meanEntropy)
  }
}
