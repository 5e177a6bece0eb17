/// Writes digests into a ledger, which says that a person has compared formulas and statements.
package struct LedgerAcceptance: Sendable {
  private let digests: [String: String]
  private let names: Set<String>

  /// Accepts the statements as they are: for entries without a digest, and for theorems that are named.
  package init(of statements: Statements, naming names: some Sequence<String> = []) {
    digests = Dictionary(statements.theorems.map { ($0.name, $0.shortDigest) }) { first, _ in first }
    self.names = Set(names)
  }

  /// A ledger's text with those digests, all else as it was, and the theorems that they are of.
  package func accepted(_ yaml: String) -> (yaml: String, theorems: [String]) {
    var theorem = ""
    var accepted: [String] = []
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if let name = line.firstMatch(of: /^- theorem: *"?([^"\s]+)/)?.1 { theorem = String(name) }
      guard let match = line.firstMatch(of: /^(  digest:)\s*["']?(\w*)["']?\s*$/),
        match.2.isEmpty || names.contains(theorem),
        let digest = digests[theorem], digest != match.2
      else { return String(line) }
      accepted.append(theorem)
      return "\(match.1) \(digest)"
    }
    return (lines.joined(separator: "\n"), accepted)
  }
}
