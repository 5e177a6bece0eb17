/// What a baseline that weighs all rollouts alike reads of the rewards of a group and its batch.
struct RewardMeans<Number: RewardArithmetic> {
  /// n; infinite in the limit of large groups.
  let groupSize: Number
  /// The mean reward of the group.
  let groupMean: Number
  /// The largest reward of the group but one; nil in a group of one.
  let runnerUp: Number?
  /// The mean reward over the rollouts of the batch.
  let batchMean: Number
  /// The mean reward over the tokens of the batch.
  let batchTokenMean: Number
}

extension RewardMeans<Double> {
  init(group: GroupMoments, batch: BatchMoments) {
    groupSize = group.size
    groupMean = group.rewards.mean
    runnerUp = group.runnerUp
    batchMean = batch.rewards.mean
    batchTokenMean = batch.tokenRewards.mean
  }
}
