import Algorithms
import RandomStreams
import Testing
import Training
import Transformer

@Suite("False penalties while a run trains")
struct TrainerProbeTests {
  static func settings(every: Int, prompts: Int = 4) -> TrainingSettings {
    var settings = TinyRun.settings(AlgorithmSettings(name: "grpo", set: ["groupSize=4"]), minibatches: 2)
    settings.probe = ProbeSettings(every: every, prompts: prompts, continuations: 8, margin: 0.1)
    return settings
  }

  @Test("A run that is probed has the bits of one that is not, and tells the share when it is due")
  func disturbsNothing() throws {
    let (quiet, probed) = (
      try TinyRun.trainer(Self.settings(every: 0)), try TinyRun.trainer(Self.settings(every: 2))
    )
    for update in 1...6 {
      let expected = try quiet.update()
      var metrics = try probed.update()
      #expect((metrics.falsePenaltyShare != nil) == update.isMultiple(of: 2))
      metrics.falsePenaltyShare = nil
      #expect(metrics == expected)
    }
    #expect(probed.state == quiet.state)
  }

  /// By the probe itself on the rollouts of the update, sampled again.
  @Test(
    "The share is that of the first groups with penalties, under the policy before the step",
    arguments: [1, 3, 8])
  func share(prompts: Int) throws {
    let trainer = try TinyRun.trainer(Self.settings(every: 1, prompts: prompts))
    for number in 1...3 {
      let path = trainer.path["update"][number]
      let learner = Learner(
        task: trainer.task, parameters: trainer.parameters, learningRate: 0, path: trainer.path)
      let metrics = try trainer.update()
      let all = try learner.collect(prompts: learner.prompts(8, path: path), groupSize: 4, path: path)
      // GRPO penalises the failures of a group that is neither all failure nor all success.
      let mixed = (0..<8).filter { group in
        Set(all.batch.rollouts[all.batch.group(group)].map(\.reward)).count == 2
      }
      let rollouts = all.groups(Array(mixed.prefix(prompts)))
      var rule = trainer.algorithm
      rule.regularizer = .none
      let expected = try TokenAdvantageProbe(
        learner: learner, method: .sampling(continuations: 8, path: path["probe"])
      ).penalties(of: rollouts, weights: rollouts.tokenWeights(of: rule), margin: 0.1)
      // The weights are those of a smaller batch, all larger by one factor.
      let (share, reference) = (metrics.falsePenaltyShare, expected.falsePenaltyShare)
      #expect((share == nil) == (reference == nil))
      if let share, let reference { #expect(abs(share - reference) <= 16 * Double.ulpOfOne) }
    }
  }

  @Test("Every algorithm can be probed", arguments: CatalogueChoice.all)
  func everyAlgorithm(choice: CatalogueChoice) throws {
    var settings = TinyRun.settings(choice.settings)
    settings.probe = ProbeSettings(every: 1, prompts: 2, continuations: 2)
    let trainer = try TinyRun.trainer(settings)
    for _ in 0..<2 {
      let share = try trainer.update().falsePenaltyShare
      #expect(share.map { (0...1).contains($0) } ?? true)
    }
  }
}
