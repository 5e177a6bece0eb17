/// What cannot be derived from an algorithm's parts.
public struct AlgorithmDocumentation: Hashable, Sendable {
  /// How well a formula of the catalogue is known.
  public enum Evidence: String, Codable, Sendable {
    /// The paper's formula as this project reads it, and libraries' as their code computes them.
    case code = "the paper as read here; the libraries' conventions as their code computes them"
    /// A textbook formula, or one derived in this project.
    case derived = "derived; no library is needed to know it"
    /// Only summaries of the paper were at hand.
    case secondary = "summaries only; to be confirmed against the paper"
  }

  /// The name in words.
  public let title: String
  /// Where it was published.
  public let paper: String
  /// How well the formula is known.
  public let evidence: Evidence
  /// Where the numbers of the values come from.
  public let defaults: String
  /// What one ought to know before using it.
  public let remarks: [String]

  init(_ title: String, _ paper: String, _ evidence: Evidence, defaults: String, _ remarks: [String] = []) {
    self.title = title
    self.paper = paper
    self.evidence = evidence
    self.defaults = defaults
    self.remarks = remarks
  }

  static let klIsASetting = "The KL penalty is left out, because it is a setting of a run."

  static func promptWeighting(_ title: String, defaults: String, _ remarks: [String])
    -> AlgorithmDocumentation
  {
    AlgorithmDocumentation(
      title, "arXiv 2602.11128", .secondary, defaults: defaults, remarks + ["No public code is known."])
  }
}
