import RandomStreams

extension Learner {
  /// Success of the present weights on prompts at an address.
  ///
  /// - Parameter update: the number of updates that the weights have seen, for the record.
  /// - Throws: `TransformerError` from the model, and what the task's verifier throws.
  package func evaluate(
    _ settings: EvaluationSettings, update: Int, path: StreamPath
  ) throws -> EvaluationMetrics {
    let rollouts = try collect(
      prompts: prompts(settings.prompts, path: path), groupSize: settings.samples, path: path,
      rule: settings.rule)
    var statistics = SampleStatistics(task: task)
    statistics.add(rollouts, task: task)
    let successes = (0..<rollouts.batch.groupCount).map { group in
      rollouts.batch.rollouts[rollouts.batch.group(group)].count { $0.reward == 1 }
    }
    return EvaluationMetrics(
      update: update, success: statistics.success, successByDifficulty: statistics.successByDifficulty,
      passAt: settings.passAt.map { attempts in
        let rates = successes.map {
          EvaluationMetrics.passRate(successes: $0, of: settings.samples, attempts: attempts)
        }
        return EvaluationMetrics.PassRate(
          attempts: attempts, rate: rates.reduce(0, +) / Double(rates.count))
      }, meanLength: statistics.meanLength, entropy: statistics.meanEntropy)
  }
}
