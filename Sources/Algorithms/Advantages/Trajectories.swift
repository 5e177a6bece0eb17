import Rollouts

/// Which rollouts of a batch form a trajectory: those of equal ``Rollout/trajectory``, or each its own.
struct Trajectories {
  /// The rollouts of every trajectory, in the order in which trajectories first appear.
  let members: [[Int]]
  /// The trajectory of every rollout.
  let indexOfRollout: [Int]

  init(of batch: Batch) {
    var members: [[Int]] = []
    var known: [Int: Int] = [:]
    indexOfRollout = batch.rollouts.enumerated().map { index, rollout in
      if let name = rollout.trajectory, let trajectory = known[name] {
        members[trajectory].append(index)
        return trajectory
      }
      if let name = rollout.trajectory { known[name] = members.count }
      members.append([index])
      return members.count - 1
    }
    self.members = members
  }
}
