import Foundation
import Policies
import RunFiles
import Yams

/// A tree of responses as a YAML or JSON file describes it.
///
///     tokens:
///       - {token: a, probability: 0.8, success: 0}
///       - token: b
///         probability: 0.2
///         next:
///           - {token: c, probability: 0.5, success: 1}
///           - {token: d, probability: 0.5, success: 0}
///
/// A token has `success`, the success rate of the response that ends with it, or `next`, the tokens after it.
struct SequenceTreeFile: Codable, Sendable {
  /// One token and what follows it.
  struct Token: Codable, Sendable {
    var token: String
    var probability: Double
    var success: Double?
    var next: [Token]?

    /// Writes every key, with null where there is nothing, so that a file's own keys can be compared with them.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(token, forKey: .token)
      try container.encode(probability, forKey: .probability)
      try container.encode(success, forKey: .success)
      try container.encode(next, forKey: .next)
    }
  }

  /// The first tokens.
  var tokens: [Token]

  /// The longest response that a file may describe, in tokens.
  ///
  /// A token is two levels of the file, and a reader of YAML refuses more than a thousand.
  static let maximumDepth = 250

  /// The tree that a file describes.
  ///
  /// - Throws: ``RunError`` where the file is missing, is not YAML, lacks a key, has an unknown one, has a response of more
  ///   than 250 tokens, or where a token has both or none of `success` and `next`, probabilities after a prefix do not sum
  ///   to 1, a success rate lies outside [0, 1], or two tokens after one prefix share a name.
  static func read(_ url: URL) throws -> SequenceTree {
    let file = url.lastPathComponent
    let text = try readText(
      url, needs: "a tree needs tokens, each with token, probability and success or next",
      advice: "docs/examples/tree.yml shows what it holds, and builtin:NAME names a tree that needs no file")
    try checkDepth(text, file: file)
    let contents = try decodeYAML(SequenceTreeFile.self, from: text, file: file)
    try composeYAML(text, file: file)?.rejectUnknownKeys(knownFrom: contents, file: file)
    return try contents.tree(file: file)
  }

  /// The tree that it describes.
  ///
  /// - Throws: ``RunError`` beginning with the file's name, where a token has both or none of `success` and `next`,
  ///   probabilities after a prefix do not sum to 1, a success rate lies outside [0, 1], or two tokens after one prefix share
  ///   a name.
  func tree(file: String) throws -> SequenceTree {
    let branches = try tokens.map { try $0.branch(after: [], file: file) }
    do {
      return try SequenceTree(branches)
    } catch let error as PolicyError {
      throw RunError(.badData, "\(file): \(error)")
    }
  }

  /// Refuses what is nested too deeply to be read by recursion.
  private static func checkDepth(_ text: String, file: String) throws {
    let tooDeep = RunError(
      .badData,
      "\(file): a response has more than \(maximumDepth) tokens; join tokens that always follow one another")
    let root: Node?
    do {
      root = try composeYAML(text, file: file)
    } catch let error as RunError where error.description.contains("Maximum nesting level") {
      throw tooDeep
    }
    var level = root?.mapping?["tokens"].map { [$0] } ?? []
    var depth = 0
    while !level.isEmpty {
      depth += 1
      guard depth <= maximumDepth else { throw tooDeep }
      level = level.flatMap { $0.sequence.map(Array.init) ?? [] }.compactMap { $0.mapping?["next"] }
    }
  }
}

extension SequenceTreeFile.Token {
  /// The token as a part of a tree.
  ///
  /// - Throws: ``RunError`` where it, or a token after it, has both or none of `success` and `next`.
  fileprivate func branch(after prefix: [String], file: String) throws -> TreeBranch {
    let path = prefix + [token]
    switch (success, next) {
    case (let success?, nil):
      return TreeBranch(token, probability: probability, successRate: success)
    case (nil, let next?):
      let branches = try next.map { try $0.branch(after: path, file: file) }
      return TreeBranch(token, probability: probability, next: branches)
    case (nil, nil), (_?, _?):
      throw RunError(
        .badData,
        "\(file): token '\(path.joined(separator: " "))' has \(success == nil ? "neither success nor" : "both success and")"
          + " next; give success, from 0 to 1, where a response ends, and next, a list of tokens, where it goes on"
      )
    }
  }
}
