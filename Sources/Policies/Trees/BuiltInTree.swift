/// The trees that come with the laboratory, small enough to be enumerated and large enough to be drawn.
public enum BuiltInTree: String, CaseIterable, Sendable {
  /// A good first token that most failures share: result 4.10.
  case twoLevel = "two-level"
  /// A bad first token that dominates four better ones: result 4.9.
  case lockIn = "lock-in"
  /// Five steps of reasoning, of which one may be repaired.
  case sharedPrefix = "shared-prefix"
  /// Up to eight brackets that have to balance.
  case brackets

  /// What the tree is about, in a line.
  public var summary: String {
    switch self {
    case .twoLevel: "a good token with probability 0.9 that succeeds 5 times in 100; the other one never does"
    case .lockIn: "a bad token with probability 0.8, and four alternatives whose mean success rate is 0.2"
    case .sharedPrefix:
      "five reasoning steps that all have to be right, one wrong one being repaired at times"
    case .brackets: "up to eight brackets that have to balance; the first one too many ends the response"
    }
  }

  /// The tree.
  public var tree: SequenceTree {
    do {
      return try SequenceTree(branches)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private var branches: [TreeBranch] {
    switch self {
    case .twoLevel: Self.twoLevelBranches
    case .lockIn: Self.lockInBranches
    case .sharedPrefix: ReasoningSteps().branches(stepsLeft: 5)
    case .brackets: BracketWriter().branches(open: 0, charactersLeft: 8)
    }
  }

  private static let twoLevelBranches = [
    TreeBranch("g", probability: 0.9, successRate: 0.05),
    TreeBranch("o", probability: 0.1, successRate: 0),
  ]

  private static let lockInBranches = [
    TreeBranch("bad", probability: 0.8, successRate: 0),
    TreeBranch("first", probability: 0.05, successRate: 0.4),
    TreeBranch("second", probability: 0.05, successRate: 0.25),
    TreeBranch("third", probability: 0.05, successRate: 0.15),
    TreeBranch("fourth", probability: 0.05, successRate: 0),
  ]
}
