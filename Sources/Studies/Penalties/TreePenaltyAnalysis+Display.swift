import PolicyGradientTheory
import Reporting

extension TreePenaltyAnalysis: Encodable {
  private enum CodingKeys: String, CodingKey {
    case successRate, falseCoefficientShare, falseLogitShare,
      reversedShare
    case tokens
  }

  /// Writes the tokens with the keys of a single token's penalty; null where a share does not exist.
  public func encode(to encoder: any Encoder) throws {
    try scheme.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tree.successRate, forKey: .successRate)
    try container.encode(falseShare(of: .coefficient), forKey: .falseCoefficientShare)
    try container.encode(falseShare(of: .logit), forKey: .falseLogitShare)
    try container.encode(reversedShare, forKey: .reversedShare)
    try container.encode(tokens, forKey: .tokens)
  }

  /// Numbers of the whole tree.
  public var table: Table {
    let rows: [(String, Double?)] = [
      ("success rate ρ", tree.successRate),
      ("penalties on good tokens, share of C < 0", falseShare(of: .coefficient)),
      ("penalties on good tokens, share of G < 0", falseShare(of: .logit)),
      ("expected updates against the true advantage", reversedShare),
    ]
    return Table(
      title:
        "\(scheme.algorithm), \(scheme.rollouts): \(tokens.count) \(tokens.count == 1 ? "token" : "tokens")",
      columns: [Column(header: "quantity"), Column(header: "value", alignment: .trailing)],
      rows: rows.map { [$0, $1.map(shortNumber) ?? "–"] },
      note: scheme.assumptions.isEmpty ? nil : scheme.assumptions.joined(separator: "\n"))
  }

  /// The tree, with visits as width, true advantages as colour, and the probability of a false penalty as mark.
  ///
  /// - Throws: `TreeFigureError` for nothing that a tree holds.
  public func figure(of notion: Notion) throws -> TreeFigure {
    let root = TreeFigure.Node("", parent: nil, flow: 1, value: 0)
    let nodes = zip(tree.nodes.dropFirst(), tokens).map { node, token in
      let probability =
        notion == .coefficient
        ? token.penalty.negativeCoefficientProbability : token.penalty.negativeLogitProbability
      return TreeFigure.Node(
        node.token, parent: node.parent, flow: token.visit, value: token.penalty.trueAdvantage,
        mark: token.isGood ? probability : nil)
    }
    let sign = notion == .coefficient ? "net coefficient C < 0" : "logit gradient G < 0"
    return try TreeFigure(
      id: "false-penalties", title: "False penalties of \(scheme.algorithm), \(scheme.rollouts)",
      caption: "A mark is the probability that one update penalises a good token: \(sign).",
      provenance: [.exact], nodes: [root] + nodes, valueLabel: "true advantage",
      flowLabel: "visit probability",
      markLabel: "P(\(notion == .coefficient ? "C" : "G") < 0) of good tokens")
  }
}

extension TreePenaltyAnalysis.Token: Encodable {
  private enum CodingKeys: String, CodingKey {
    case path, probability, visit, successRate
  }

  /// Writes the penalty's own keys beside the token's.
  public func encode(to encoder: any Encoder) throws {
    try penalty.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(probability, forKey: .probability)
    try container.encode(visit, forKey: .visit)
    try container.encode(successRate, forKey: .successRate)
  }
}
