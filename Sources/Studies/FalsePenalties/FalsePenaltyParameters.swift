import Simulation

/// What the study of false penalties is measured on.
public struct FalsePenaltyParameters: Codable, Sendable {
  /// A token that many rollouts share.
  public struct Token: Codable, Sendable {
    /// Its name in quantities.
    public var name: String
    /// q.
    public var visit: Double
    /// p₁.
    public var successVisited: Double
    /// p₀.
    public var successUnvisited: Double
  }

  /// An algorithm and which rollouts it gets.
  public struct Arm: Codable, Sendable {
    /// Its name in quantities.
    public var name: String
    /// A name of the catalogue.
    public var algorithm: String
    /// Settings that are changed, as part=kind or part.field=value.
    public var settings: [String]?
    /// Rollouts of the prompt in an update.
    public var groupSize: Int?
    /// Single rollouts of so many prompts, in place of a group.
    public var batchSize: Int?
    /// The success rate of the other prompts of a batch.
    public var otherRate: Double?
  }

  /// Exact penalties of tokens.
  public struct Exact: Codable, Sendable {
    /// The tokens.
    public var tokens: [Token]
    /// Rules of groups, names of the catalogue.
    public var groupRules: [String]
    /// Rollouts of a group.
    public var groupSizes: [Int]
    /// Rules of single rollouts, names of the catalogue.
    public var batchRules: [String]
    /// Prompts of a batch of single rollouts.
    public var batchSizes: [Int]
    /// The success rate of the other prompts of a batch.
    public var otherRate: Double
    /// Trees whose tokens are analysed, as `penalty tree` names them.
    public var trees: [String]
    /// Names of arms that are compared on the trees.
    public var arms: [String]
    /// The arm whose filter is varied on the trees.
    public var filteredArm: String
    /// κ: the fractions of the tokens of a failure that are kept.
    public var keepFractions: [Double]
  }

  /// Training on a tree, simulated.
  public struct Run: Codable, Sendable {
    /// Its name in quantities.
    public var name: String
    /// The tree, as a file of one would write it.
    var tokens: [SequenceTreeFile.Token]
    /// The token that is watched, by its path.
    public var watch: [String]
    /// A chain has lost the token where its probability is below this.
    public var lostBelow: Double
    /// How a gradient becomes a step.
    public var update: UpdateRule
    /// Which logits a prefix has.
    public var logits: FreeLogits
    /// η: of a plain update for every rollout, of other updates as a whole.
    public var stepSize: Double
    /// After how many rollouts of the prompt chains are measured; of a batch of single rollouts, one is the prompt's.
    public var rollouts: [Int]
    /// Names of arms.
    public var arms: [String]
  }

  /// Where training ends, over the step size and the success after the good token of the two-level example.
  public struct Phases: Codable, Sendable {
    /// Names of arms.
    public var arms: [String]
    /// q at the start.
    public var visit: Double
    /// A chain has lost the token where its probability is below this.
    public var lostBelow: Double
    /// η for every rollout.
    public var stepSizes: [Double]
    /// x.
    public var successes: [Double]
    /// Rollouts of a chain.
    public var rollouts: Int
    /// Independent chains.
    public var chains: Int
  }

  /// Where a filter locks a dominant bad token in, over the baseline and the success of its alternative (result 4.9).
  public struct LockIn: Codable, Sendable {
    /// q of the bad token at the start.
    public var visit: Double
    /// τ: failures keep tokens of at most this probability.
    public var threshold: Double
    /// η for every rollout.
    public var stepSize: Double
    /// b.
    public var baselines: [Double]
    /// Q̄.
    public var successes: [Double]
    /// Rollouts of a chain.
    public var rollouts: Int
    /// Independent chains.
    public var chains: Int
  }

  /// What averaging over n rollouts of the prompt does to the two-level example, with an outside baseline and with the group's
  /// own.
  public struct Averaging: Codable, Sendable {
    /// q at the start.
    public var visit: Double
    /// x.
    public var success: Double
    /// b.
    public var baseline: Double
    /// η of the mean over the rollouts of an update.
    public var stepSize: Double
    /// n.
    public var groupSizes: [Int]
    /// Updates of a chain.
    public var updates: Int
    /// A chain has lost the token where its probability is below this.
    public var lostBelow: Double
    /// Independent chains.
    public var chains: Int
  }

  /// Training of a network.
  public struct Training: Codable, Sendable {
    /// One way to spend a batch of rollouts.
    public struct Arm: Codable, Sendable {
      /// Its name in quantities.
      public var name: String
      /// A name of the catalogue.
      public var algorithm: String
      /// Settings that are changed.
      public var settings: [String]?
      /// Rollouts per prompt.
      public var groupSize: Int
      /// Prompts an update.
      public var prompts: Int
    }

    /// Independent networks.
    public var seeds: Int
    /// The task.
    public var task: OptimalBaselineParameters.TaskParameters
    /// The network.
    public var model: OptimalBaselineParameters.ModelParameters
    /// Supervised steps on solutions.
    public var warmUp: OptimalBaselineParameters.WarmUp
    /// The success at which reinforcement begins.
    public var success: Double
    /// Adam's step size.
    public var learningRate: Float
    /// Updates.
    public var updates: Int
    /// The arms.
    public var arms: [Arm]
  }

  /// The algorithms that are compared, by name.
  public var arms: [Arm]
  /// Theory alone.
  public var exact: Exact
  /// Independent chains of every simulated run.
  public var chains: Int
  /// Simulated training.
  public var runs: [Run]
  /// The phase diagrams of step size and difficulty.
  public var phases: Phases
  /// The phase diagram of the filter.
  public var lockIn: LockIn
  /// Averaging over rollouts of the prompt.
  public var averaging: Averaging
  /// Trained networks.
  public var training: Training
}
