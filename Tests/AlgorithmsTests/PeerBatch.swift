import Rollouts
import Testing

/// A peer's batch as ours, with the way back.
///
/// Peers hold rows of equal width, padded on the right, in any order of groups. Here the rows of a group stand together,
/// in the order in which groups first appear; every row keeps its full width with the mask as given, holes included.
struct PeerBatch {
  var batch: Batch
  /// The response mask in the peer's order of rows.
  let mask: [[Double]]
  /// The peer's row of every rollout.
  private let rows: [Int]

  /// Which of our arrays a peer's argument is.
  private static let roles: [String: Role] = [
    "response_mask": .mask, "completion_mask": .mask, "action_mask": .mask, "mask": .mask, "loss_mask": .mask,
    "token_level_rewards": .tokenRewards, "token_level_scores": .tokenRewards, "values": .tokenRewards,
    "rewards": .rewards, "metric": .rewards, "index": .groups, "uid": .groups,
    "traj_index": .trajectories,
    "reward_baselines": .greedyRewards, "old_log_prob": .old, "old_log_probs": .old,
    "old_per_token_logps": .old,
    "rollout_log_prob": .old, "action_log_probs": .old, "log_prob": .current, "log_probs": .current,
    "logprob": .current, "per_token_logps": .current, "loss_mat": .current, "ref_log_prob": .reference,
    "ref_logprob": .reference, "ref_per_token_logps": .reference, "base_action_log_probs": .reference,
    "log_probs_base": .reference, "rollout_is_weights": .weights, "importance_sampling_ratio": .weights,
    "sum_pi_squared": .squares, "advantages": .advantages,
  ]

  enum Role {
    case mask, tokenRewards, rewards, groups, trajectories, greedyRewards, old, current, reference, weights,
      squares, advantages
  }

  /// The array that a case passes in a role.
  static func array(_ role: Role, of peer: PeerCase) -> PeerValue? {
    guard let batch = peer.batch, let name = peer.inputs.first(where: { roles[$0.key] == role })?.value else {
      return nil
    }
    return PeerFile.shared.batches[batch]?[name]
  }

  /// The batch that a case passes.
  ///
  /// - Parameter groupSize: the size of groups of consecutive rows, where the peer has no index of groups.
  init(of peer: PeerCase, groupSize: Int? = nil) throws {
    for argument in peer.inputs.keys {
      try #require(Self.roles[argument] != nil, "\(peer.id): unknown argument \(argument)")
    }
    func array(_ role: Role) -> PeerValue? { Self.array(role, of: peer) }
    let rewards = try #require(
      array(.rewards)?.numbers ?? array(.tokenRewards)?.matrix?.map { $0.reduce(0, +) }
        ?? array(.current)?.matrix?.map { _ in 0 },
      "\(peer.id): neither rewards nor log-probabilities")
    let columns = [Role.tokenRewards, .current, .old].lazy.compactMap { array($0)?.matrix }
    let width = columns.first?.first?.count ?? 0
    let isAllMasked = peer.params["loss_mask"] != nil
    mask =
      array(.mask)?.matrix
      ?? rewards.map { _ in Array(repeating: isAllMasked ? 0 : 1, count: width) }

    let groups: [Int] =
      array(.groups)?.numbers?.map { Int($0) } ?? rewards.indices.map { $0 / (groupSize ?? 1) }
    var members: [[Int]] = []
    for (row, group) in groups.enumerated() {
      if let known = members.firstIndex(where: { groups[$0[0]] == group }) {
        members[known].append(row)
      } else {
        members.append([row])
      }
    }
    let rows = members.flatMap { $0 }
    self.rows = rows

    let mask = mask
    let greedy = array(.greedyRewards)?.numbers
    let trajectories = array(.trajectories)?.list?.compactMap { Int($0.text?.dropFirst() ?? "") }
    func rollout(_ row: Int) -> Rollout {
      Rollout(
        reward: rewards[row], length: mask[row].count { $0 != 0 }, greedyReward: greedy?[row],
        trajectory: trajectories?[row])
    }
    var batch = Batch(groups: members.map { $0.map(rollout) })
    if width > 0 {
      func column(_ role: Role) -> [Double]? {
        array(role)?.matrix.map { matrix in rows.flatMap { matrix[$0] } }
      }
      var tokens = ResponseTokens(
        positionCounts: rows.map { mask[$0].count }, mask: rows.flatMap { mask[$0].map { $0 != 0 } })
      tokens.rewards = column(.tokenRewards)
      tokens.logProbabilities = column(.current)
      tokens.oldLogProbabilities = column(.old)
      tokens.referenceLogProbabilities = column(.reference)
      tokens.rolloutWeights = column(.weights)
      tokens.sumsOfSquaredProbabilities = column(.squares)
      batch.tokens = tokens
    }
    self.batch = batch
  }

  /// Numbers of rollouts in the peer's order of rows.
  func inRows<Value>(_ values: [Value]) -> [Value] {
    zip(rows, values).sorted { $0.0 < $1.0 }.map { $0.1 }
  }

  /// Numbers of positions as the peer's matrix.
  func inRows(positions values: [Double]) -> [[Double]] {
    let starts = batch.tokens?.starts ?? [0]
    return inRows(starts.indices.dropLast().map { Array(values[starts[$0]..<starts[$0 + 1]]) })
  }

  /// The peer's matrix as numbers of positions.
  func positions(_ matrix: [[Double]]) -> [Double] { rows.flatMap { matrix[$0] } }

  /// The peer's row of a rollout.
  func row(of rollout: Int) -> Int { rows[rollout] }
}
