import Algorithms
import Reporting

/// Everything there is to say about one algorithm of the catalogue: the `algorithms` command.
public struct AlgorithmSheet: Encodable, Sendable {
  /// An algorithm as one convention has it.
  public struct Reading: Encodable, Sendable {
    /// Whose reading it is.
    public let convention: Convention
    /// Where it was read.
    public let source: String
    /// The algorithm.
    public let algorithm: Algorithm
  }

  /// The name one types.
  public let name: String
  /// The name in words.
  public let title: String
  /// Where it was published.
  public let paper: String
  /// How well the formula is known.
  public let evidence: String
  /// Where its numbers come from.
  public let defaults: String
  /// What one ought to know before using it.
  public let remarks: [String]
  /// Whose reading the following is.
  public let convention: Convention
  /// The advantage.
  public let advantage: String
  /// The loss.
  public let loss: String
  /// The algorithm.
  public let algorithm: Algorithm
  /// What the algorithm gives small batches.
  public let edgeCases: [EdgeCase]
  /// The algorithm under every convention, the paper's first.
  public let conventions: [Reading]
  /// Where conventions disagree.
  public let differences: [ConventionDifference]

  /// The sheet of an algorithm as a convention has it.
  ///
  /// - Throws: `CatalogueError` where the convention does not define it.
  public init(_ preset: AlgorithmPreset, convention: Convention = .paper) throws {
    let documentation = preset.documentation
    name = preset.rawValue
    title = documentation.title
    paper = documentation.paper
    evidence = documentation.evidence.rawValue
    defaults = documentation.defaults
    remarks = documentation.remarks
    self.convention = convention
    algorithm = try preset.algorithm(convention)
    advantage = algorithm.advantageFormula
    loss = algorithm.lossFormula
    edgeCases = EdgeCase.all(of: algorithm)
    conventions = try preset.knownConventions.map {
      Reading(convention: $0, source: $0.source, algorithm: try preset.algorithm($0))
    }
    differences = ConventionDifference.all(of: preset)
  }

  /// The sheet as text for people.
  ///
  /// - Parameter width: the width in characters that it is fitted to.
  public func text(width: Int) -> String {
    let head = [
      "\(title) (\(paper))", "",
      "A = \(advantage)" + (algorithm.selection == .all ? "" : ", and 0 for what is not selected"),
      loss, "", "Source: \(evidence).", "Defaults: \(defaults)",
    ]
    let blocks =
      [head.flatMap { $0.wrapped(to: width) }.joined(separator: "\n")]
      + tables.map { $0.terminalText(width: width) }
      + (remarks.isEmpty ? [] : [remarkLines(width: width)])
    return blocks.map { $0 + "\n" }.joined(separator: "\n")
  }

  private var tables: [Table] {
    let parts = Table(
      title: "The parts, as \(convention == .paper ? "the paper" : convention.rawValue) has them",
      columns: ["part", "what it does", "kind and fields"].map { Column(header: $0) },
      rows: [["groupSize", "rollouts a prompt", "\(algorithm.groupSize)"]]
        + algorithm.describedParts.map { name, record, summary in
          [
            name, summary,
            ([record.kind] + record.fields.map { "\($0.name)=\($0.value)" }).joined(separator: " "),
          ]
        })
    let cases = Table(
      title: "Edge cases", columns: ["batch", "advantages"].map { Column(header: $0) },
      rows: edgeCases.map { [$0.name, $0.outcome] })
    let sources = Table(
      title: "Conventions", columns: ["convention", "read in"].map { Column(header: $0) },
      rows: conventions.map { [$0.convention.rawValue, $0.source] })
    guard !differences.isEmpty else { return [parts, cases, sources] }
    let disagreement = Table(
      title: "Where conventions differ",
      columns: (["setting"] + conventions.map(\.convention.rawValue)).map { Column(header: $0) },
      rows: differences.map { difference in
        [difference.setting] + conventions.map { difference.values[$0.convention] ?? "" }
      })
    return [parts, cases, sources, disagreement]
  }

  private func remarkLines(width: Int) -> String {
    remarks.flatMap { remark in
      remark.wrapped(to: width - 2).enumerated().map { ($0 == 0 ? "• " : "  ") + $1 }
    }.joined(separator: "\n")
  }
}
