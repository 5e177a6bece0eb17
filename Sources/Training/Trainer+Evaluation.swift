extension Trainer {
  /// Success on prompts and random numbers that are the same in every evaluation of the run, so that what changes is the
  /// policy.
  ///
  /// It disturbs nothing: a run that is evaluated has the bits of one that is not.
  ///
  /// - Throws: `TransformerError` from the model, and what the task's verifier throws.
  public func evaluate() throws -> EvaluationMetrics {
    try learner.evaluate(settings.evaluation, update: updateCount, path: path["evaluation"])
  }
}
