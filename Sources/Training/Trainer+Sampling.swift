import Algorithms
import RandomStreams
import Rollouts
import Transformer

extension Trainer {
  /// The rollouts of an update, with greedy rewards where the baseline reads them.
  ///
  /// Where dead groups are replaced, as many prompts are drawn again until `promptsPerUpdate` groups live or the rounds
  /// are used up; what lives beyond that number is left out.
  func sample(path: StreamPath) throws -> UpdateSample {
    var sample = UpdateSample(
      rollouts: CollectedRollouts(sequences: [], batch: Batch(groups: [])),
      statistics: SampleStatistics(task: task))
    let replaces = algorithm.selection.resamplesDeadGroups
    for round in 0..<(replaces ? settings.samplingRounds : 1) {
      let path = round == 0 ? path : path["round"][round]
      var rollouts = try collect(path: path, sample: &sample)
      sample.rounds = round + 1
      if replaces {
        let missing = settings.promptsPerUpdate - sample.rollouts.batch.groupCount
        rollouts = rollouts.groups(Array(liveGroups(of: rollouts.batch).prefix(missing)))
      }
      sample.rollouts = round == 0 ? rollouts : sample.rollouts.appending(rollouts)
      if sample.rollouts.batch.groupCount == settings.promptsPerUpdate { break }
    }
    return sample
  }

  /// Rollouts of fresh prompts by the present policy, which learns nothing from them.
  ///
  /// - Throws: `TransformerError` from the model, and what the task's verifier throws.
  package func rollouts(promptCount: Int, groupSize: Int) throws -> CollectedRollouts {
    let path = path["rollouts"][updateCount]
    return try learner.collect(
      prompts: learner.prompts(promptCount, path: path), groupSize: groupSize, path: path,
      rule: SamplingRule(temperature: settings.temperature))
  }

  private func collect(path: StreamPath, sample: inout UpdateSample) throws -> CollectedRollouts {
    let prompts = learner.prompts(settings.promptsPerUpdate, path: path)
    var rollouts = try learner.collect(
      prompts: prompts, groupSize: algorithm.groupSize, path: path,
      rule: SamplingRule(temperature: settings.temperature))
    for logProbability in rollouts.batch.tokens?.oldLogProbabilities ?? [] {
      try requireFinite(logProbability, "log-probability of a sampled token")
    }
    sample.statistics.add(rollouts, task: task)
    guard algorithm.baseline == .greedy else { return rollouts }
    let greedy = try learner.collect(
      prompts: prompts, groupSize: 1, path: path, rule: SamplingRule(temperature: 0))
    sample.greedyTokens += greedy.batch.rollouts.reduce(0) { $0 + $1.length }
    for (group, rollout) in greedy.batch.rollouts.enumerated() {
      for index in rollouts.batch.group(group) {
        rollouts.batch.rollouts[index].greedyReward = rollout.reward
      }
    }
    return rollouts
  }

  private func liveGroups(of batch: Batch) -> [Int] {
    let isTrained = algorithm.trainedRollouts(of: batch)
    return (0..<batch.groupCount).filter { isTrained[batch.group($0).lowerBound] }
  }

  /// Adds what the algorithm reads besides: tracked rates, and the reference policy's log-probabilities.
  func complete(_ rollouts: inout CollectedRollouts) throws {
    if let trackers {
      for (index, sequence) in rollouts.sequences.enumerated() {
        rollouts.batch.rollouts[index].trackerPrior =
          trackers[task.difficulty(of: Array(sequence.prompt))].rate
      }
    }
    if let reference {
      rollouts.batch.tokens?.referenceLogProbabilities =
        try policyGradient(at: reference).logProbabilities(of: rollouts.sequences)
    }
  }
}
