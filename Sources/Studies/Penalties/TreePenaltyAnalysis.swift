import Algorithms
import Policies
import PolicyGradientTheory
import RunFiles

/// What every token of a tree gets under an algorithm: the `penalty tree` command.
public struct TreePenaltyAnalysis: Sendable {
  /// One token at one prefix.
  public struct Token: Sendable {
    /// The tokens up to it.
    public let path: [String]
    /// π(token | prefix).
    public let probability: Double
    /// The probability that a rollout passes through it.
    public let visit: Double
    /// The success rate after it.
    public let successRate: Double
    /// What it gets.
    public let penalty: FalsePenalty

    /// Whether its true advantage is above 0 by more than rounding.
    public var isGood: Bool { penalty.trueAdvantage > TreePenaltyAnalysis.rounding }
  }

  /// Which of the two notions of a penalty is meant.
  public enum Notion: String, CaseIterable, Sendable {
    /// The net coefficient C of the token's log-probability is negative.
    case coefficient
    /// The gradient G of the token's logit is negative.
    case logit
  }

  /// What a true advantage may miss by rounding.
  static let rounding = 1e-12

  /// The algorithm, and how its rollouts are drawn.
  public let scheme: AnalysedScheme
  /// The tree.
  public let tree: SequenceTree
  /// Its tokens, in the order of the tree's nodes without the root.
  public let tokens: [Token]

  /// Analyses an algorithm on a tree.
  ///
  /// - Throws: ``RunError`` beginning with the algorithm's name, where it gives no answer.
  public init(
    _ algorithm: (name: String, algorithm: Algorithm), settings: SchemeSettings, tree: SequenceTree
  ) throws {
    let scheme = try settings.scheme(of: algorithm)
    self.scheme = AnalysedScheme(algorithm.name, settings: settings, scheme: scheme)
    self.tree = tree
    let penalties = try naming(algorithm.name) { try scheme.penalties(of: tree) }
    tokens = zip(tree.nodes.indices.dropFirst(), penalties).map { node, penalty in
      Token(
        path: tree.path(to: node).map { tree.nodes[$0].token }, probability: tree.nodes[node].probability,
        visit: tree.visits[node], successRate: tree.values[node], penalty: penalty)
    }
  }

  /// The share of all expected penalties that falls on good tokens; nil where nothing is penalised.
  public func falseShare(of notion: Notion) -> Double? {
    var (good, all) = (0.0, 0.0)
    for token in tokens {
      let mass =
        notion == .coefficient ? token.penalty.negativeCoefficientMass : token.penalty.negativeLogitMass
      all += mass
      if token.isGood { good += mass }
    }
    return all > 0 ? good / all : nil
  }

  /// The share of all expected logit updates, Σ|E G|, that goes against the true advantage; nil where nothing moves.
  ///
  /// 0 for rules of counts of positive effective weight without a token filter (result 4.2).
  public var reversedShare: Double? {
    var (reversed, all) = (0.0, 0.0)
    for token in tokens {
      let gradient = token.penalty.expectedLogitGradient
      all += abs(gradient)
      let isNeutral = abs(token.penalty.trueAdvantage) <= Self.rounding
      if !isNeutral && (gradient > 0) != token.isGood { reversed += abs(gradient) }
    }
    return all > 0 ? reversed / all : nil
  }
}
