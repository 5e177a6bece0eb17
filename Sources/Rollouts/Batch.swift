/// The rollouts of one update, flat and in order, with the boundaries of their groups.
///
/// A *group* is the set of rollouts of one prompt. Groups may have different sizes; none is empty.
public struct Batch: Hashable, Sendable {
  /// All rollouts, group after group.
  public var rollouts: [Rollout]
  /// `groupStarts[g] ..< groupStarts[g + 1]` are the rollouts of group g; one entry more than there are groups.
  public private(set) var groupStarts: [Int]
  /// What is known of every response token; nil where only outcomes are.
  public var tokens: ResponseTokens?

  /// A batch of groups of equal size.
  ///
  /// - Precondition: `groupSize` ≥ 1 divides the number of rollouts.
  @inlinable
  public init(_ rollouts: [Rollout], groupSize: Int) {
    precondition(
      groupSize >= 1 && rollouts.count.isMultiple(of: groupSize),
      "\(rollouts.count) rollouts cannot be split into groups of \(groupSize)")
    self.init(
      rollouts: rollouts, groupStarts: Array(stride(from: 0, through: rollouts.count, by: groupSize)))
  }

  /// A batch of the given groups.
  ///
  /// - Precondition: no group is empty.
  public init(groups: [[Rollout]]) {
    precondition(groups.allSatisfy { !$0.isEmpty }, "a group needs at least one rollout")
    self.init(
      rollouts: groups.flatMap { $0 },
      groupStarts: groups.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) })
  }

  @usableFromInline
  init(rollouts: [Rollout], groupStarts: [Int]) {
    self.rollouts = rollouts
    self.groupStarts = groupStarts
  }

  /// The number of groups (prompts).
  public var groupCount: Int { groupStarts.count - 1 }

  /// The positions of group `index` in ``rollouts``.
  @inlinable
  public func group(_ index: Int) -> Range<Int> {
    groupStarts[index]..<groupStarts[index + 1]
  }

  /// Checks what comes from outside: rewards are finite, lengths and score norms are not negative, and the token
  /// columns fit the rollouts.
  ///
  /// A verifiable reward is 0 or 1; shaped rewards are other numbers, and only some rules refuse them.
  ///
  /// - Throws: ``InvalidRollout`` for the first rollout that breaks a rule.
  public func validate() throws {
    for (index, rollout) in rollouts.enumerated() {
      if let problem = rollout.problem { throw InvalidRollout(index: index, problem: problem) }
    }
    try tokens?.validate(against: rollouts)
  }
}
