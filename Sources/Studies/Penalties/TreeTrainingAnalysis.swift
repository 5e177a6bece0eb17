import Algorithms
import Policies
import RandomStreams
import RunFiles
import RunStatistics
import Simulation

/// What training under several algorithms makes of a tree: the `penalty train` command.
public struct TreeTrainingAnalysis: Encodable, Sendable {
  /// What chains had come to after some rollouts of the prompt.
  public struct Record: Encodable, Sendable {
    /// Rollouts of the prompt so far.
    public let rollouts: Int
    /// The mean of ρ over chains.
    public let success: Double
    /// Its standard error.
    public let successStandardError: Double
    /// The ρ below which a twentieth of the chains lies, and above which a twentieth does.
    public let successQuantiles: [Double]
    /// The mean probability of the watched token.
    public let token: Double
    /// Its standard error.
    public let tokenStandardError: Double
    /// The share of chains whose ρ is below that of the start.
    public let fallenShare: Double
  }

  /// One algorithm.
  public struct Curve: Encodable, Sendable {
    /// Its name.
    public let algorithm: String
    /// Rollouts of the prompt in an update.
    public let rolloutsPerUpdate: Int
    /// The records, the start first.
    public let records: [Record]
  }

  /// The path of the watched token.
  public let watched: [String]
  /// η.
  public let stepSize: Double
  /// How a gradient becomes a step.
  public let update: UpdateRule
  /// Independent chains.
  public let chains: Int
  /// The algorithms, in the order in which they were named.
  public let curves: [Curve]

  /// Simulates every algorithm on the same random numbers.
  ///
  /// - Parameters:
  ///   - tree: the policy at the start, with its verifier.
  ///   - algorithms: the algorithms with their names.
  ///   - scheme: how the rollouts of an update are drawn.
  ///   - settings: how training goes.
  ///   - jobs: how many threads share the chains; results do not depend on it.
  /// - Throws: ``RunError`` beginning with an algorithm's name; `SimulationError` where a number is out of range.
  public init(
    _ tree: SequenceTree, algorithms: [(name: String, algorithm: Algorithm)], scheme: SchemeSettings,
    settings: TreeTrainingSettings, jobs: Int
  ) throws {
    guard settings.stepSize > 0 && (settings.stepSize * 4096).isFinite else {
      throw RunError(.usage, "--step-size is \(settings.stepSize); it must be above 0 and below 1e304")
    }
    let node = try Self.node(settings.watch, in: tree)
    watched = tree.path(to: node).map { tree.nodes[$0].token }
    stepSize = settings.stepSize
    update = settings.update
    chains = settings.chains
    curves = try algorithms.map { named in
      let update = try scheme.update(
        of: tree, algorithm: named, rule: settings.update, stepSize: settings.stepSize,
        logits: settings.logits)
      return try Self.curve(of: named.name, update: update, node: node, settings: settings, jobs: jobs)
    }
  }

  private static func curve(
    of name: String, update: TreeUpdate, node: Int, settings: TreeTrainingSettings, jobs: Int
  ) throws -> Curve {
    let perUpdate = update.rolloutsOfPrompt
    guard settings.rollouts.isMultiple(of: perUpdate) else {
      throw RunError(
        .usage,
        "--rollouts is \(settings.rollouts); updates of \(name) take \(perUpdate) each, so give a multiple of \(perUpdate)"
      )
    }
    let run = try TreeTraining(update).run(
      recordedUpdates: settings.records(rolloutsPerUpdate: perUpdate), chains: settings.chains,
      watchedNodes: [node], path: StreamPath(seed: settings.seed)["penalty"]["train"], jobs: jobs)
    guard run.successRates.allSatisfy({ $0.mean?.value.isFinite ?? false }) else {
      throw RunError(
        .badData,
        "\(name): steps of \(settings.stepSize) lead beyond the largest double; take smaller steps or a smaller baseline"
      )
    }
    return Curve(
      algorithm: name, rolloutsPerUpdate: perUpdate,
      records: run.updates.enumerated().map { index, updates in
        let (success, token) = (run.successRates[index], run.probabilities[0][index])
        return Record(
          rollouts: updates * perUpdate, success: success.mean?.value ?? .nan,
          successStandardError: success.mean?.standardError ?? .nan,
          successQuantiles: [success.quantile(0.05), success.quantile(0.95)],
          token: token.mean?.value ?? .nan, tokenStandardError: token.mean?.standardError ?? .nan,
          fallenShare: success.share(below: update.tree.successRate - 1e-12)?.value ?? .nan)
      })
  }

  /// The node of a path of tokens; the likeliest first token for an empty one.
  private static func node(_ path: [String], in tree: SequenceTree) throws -> Int {
    guard !path.isEmpty else {
      return tree.nodes[0].children.max { tree.nodes[$0].probability < tree.nodes[$1].probability } ?? 1
    }
    if let node = tree.node(at: path) { return node }
    let known = path.indices.last { tree.node(at: Array(path[..<$0])) != nil } ?? 0
    let legal = tree.nodes[tree.node(at: Array(path[..<known])) ?? 0].children.map { tree.nodes[$0].token }
    throw RunError(
      .usage,
      "--watch has '\(path[known])' where the tree has \(legal.isEmpty ? "no further token" : legal.joined(separator: ", "));"
        + " name a token of the tree")
  }
}
