import RandomStreams

/// Measures how far updates of known size move the success of single prompts, at a learner's present weights.
///
/// Theories of how fast prompts are learned assume a law m(ρ); this is what the network has.
public struct MobilityProbe {
  private let probe: GradientProbe
  private let prompts: [[Int]]

  /// A probe of the learner's present weights.
  ///
  /// - Parameter groupSize: the rollouts of a prompt in a batch, 2 or more, since others' rewards are the baseline.
  public init(learner: Learner, prompts: [[Int]], groupSize: Int) {
    precondition(groupSize >= 2, "a baseline of other rollouts takes others")
    probe = GradientProbe(learner: learner, prompts: prompts, groupSize: groupSize)
    self.prompts = prompts
  }

  /// The mobility of every prompt from `batchCount` independent batches at an address, 2 or more.
  ///
  /// - Throws: `TransformerError` from the model, and what the task's verifier throws.
  public func mobilities(batchCount: Int, path: StreamPath) throws -> [PromptMobility] {
    precondition(batchCount >= 2, "a product of independent gradients takes two")
    return zip(prompts, try probe.promptMoments(batchCount: batchCount, path: path)).map {
      PromptMobility(prompt: $0, moments: $1)
    }
  }
}
