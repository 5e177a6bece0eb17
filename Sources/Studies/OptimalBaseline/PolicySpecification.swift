import Policies
import RandomStreams
import RunFiles

/// An exact policy as a study file describes it: exactly one of a table, a tree or shared features.
public struct PolicySpecification: Codable, Sendable {
  /// Whole responses with free logits.
  public struct ResponseList: Codable, Sendable {
    /// π over the responses.
    public var probabilities: [Double]
    /// 0 or 1 each.
    public var rewards: [Double]
    /// Lengths in tokens.
    public var lengths: [Int]
  }

  /// Tokens 0, 1, … with free logits at every prefix; the last token stops, a response succeeds if the sum of its
  /// tokens is even.
  public struct Tree: Codable, Sendable {
    /// The distribution at every prefix, a string of digits; the empty prefix is written "root".
    public var prefixes: [String: [Double]]
    /// The longest response.
    public var maximumLength: Int
  }

  /// Tokens 0, 1, 2 with logits linear in random features that all prompts and prefixes share; token 2 stops, and
  /// a response succeeds if the sum of its tokens is even.
  public struct SharedFeatures: Codable, Sendable {
    /// The number of features, far fewer than the places where a token is chosen.
    public var features: Int
    /// The number of prompts.
    public var prompts: Int
    /// The longest response.
    public var maximumLength: Int
  }

  /// The policy's name in quantities and figures.
  public var name: String
  /// What it is an example of.
  public var about: String
  /// A table of responses.
  public var table: ResponseList?
  /// A token tree.
  public var tree: Tree?
  /// A linear softmax.
  public var sharedFeatures: SharedFeatures?

  /// The responses to every prompt of the policy.
  ///
  /// - Parameter path: the address of its random features.
  /// - Throws: ``RunError`` where none or several of the three forms are given; `PolicyError` where
  ///   probabilities, rewards or lengths are out of range.
  func prompts(path: StreamPath) throws -> [ResponseTable] {
    switch (table, tree, sharedFeatures) {
    case (let table?, nil, nil):
      let policy = try TabularSoftmax(probabilities: table.probabilities)
      return [try policy.responses(rewards: table.rewards, lengths: table.lengths)]
    case (nil, let tree?, nil):
      return [try responses(of: tree)]
    case (nil, nil, let shared?):
      return try responses(of: shared, path: path)
    default:
      throw RunError(
        .badData, "policy '\(name)' must be given as exactly one of table, tree and sharedFeatures")
    }
  }

  private func responses(of tree: Tree) throws -> ResponseTable {
    var distributions: [[Int]: [Double]] = [:]
    for (prefix, probabilities) in tree.prefixes {
      distributions[prefix == "root" ? [] : prefix.compactMap(\.wholeNumberValue)] = probabilities
    }
    let vocabulary = distributions[[]]?.count ?? 1
    return try AutoregressiveTabular(distributions: distributions)
      .responses(stopToken: vocabulary - 1, maximumLength: tree.maximumLength, isSuccess: Self.sumIsEven)
  }

  private func responses(of shared: SharedFeatures, path: StreamPath) throws -> [ResponseTable] {
    @Sendable func normal(_ path: StreamPath) -> [Double] {
      let generator = GSLRandomGenerator(path.stream())
      return (0..<shared.features).map { _ in generator.standardNormal() }
    }
    let policy = LinearSoftmax(parameters: normal(path["parameters"]), vocabularySize: 3) {
      prompt, prefix, token in
      normal(prefix.reduce(path["features"][prompt]) { $0[$1] }[token])
    }
    return try (0..<shared.prompts).map {
      try policy.responses(
        prompt: $0, stopToken: 2, maximumLength: shared.maximumLength, isSuccess: Self.sumIsEven)
    }
  }

  private static func sumIsEven(_ tokens: [Int]) -> Bool {
    tokens.reduce(0, +).isMultiple(of: 2)
  }
}
