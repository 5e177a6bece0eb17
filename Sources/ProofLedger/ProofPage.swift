/// The generated part of docs/proofs.md.
package struct ProofPage: Sendable {
  private let statements: Statements
  private let ledger: Ledger
  private let results: TheoryResults
  private let symbols: SymbolIndex
  private let claims: StudyClaims

  /// A page of statements and what the ledger says of them, with links to everything that it names.
  package init(
    statements: Statements, ledger: Ledger, results: TheoryResults, symbols: SymbolIndex, claims: StudyClaims
  ) {
    self.statements = statements
    self.ledger = ledger
    self.results = results
    self.symbols = symbols
    self.claims = claims
  }

  private static let begin = "<!-- begin theorems -->\n"
  private static let end = "\n<!-- end theorems -->"

  /// The page with its generated part written again; nil where the page lacks the marks.
  package func updated(_ page: String) -> String? {
    guard let begin = page.range(of: Self.begin), let end = page.range(of: Self.end) else { return nil }
    return page.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: markdown)
  }

  /// The generated part: theorems by family, in the order of their results.
  package var markdown: String {
    let families = Set(statements.theorems.map { Self.family(of: $0.file) })
    let known = Self.families.filter { families.contains($0.folder) }
    let others = families.subtracting(Self.families.map(\.folder)).sorted().map { (folder: $0, title: $0) }
    guard !families.isEmpty else { return "Nothing is proved yet." }
    return (known + others).map(section).joined(separator: "\n\n")
  }

  private static let families = [
    (folder: "Foundations", title: "Foundations"), (folder: "Scores", title: "Scores"),
    (folder: "Baselines", title: "Baselines"), (folder: "EffectiveWeights", title: "Effective weights"),
    (folder: "MinimumTime", title: "Minimum time"), (folder: "FalsePenalties", title: "False penalties"),
    (folder: "Certified", title: "Certified numbers"),
  ]

  private static func family(of file: String) -> String {
    String(file.prefix { $0 != "/" })
  }

  private func section(folder: String, title: String) -> String {
    let listed = statements.theorems.filter { Self.family(of: $0.file) == folder }
    let entries = Dictionary(ledger.entries.map { ($0.theorem, $0) }) { first, _ in first }
    let theorems = listed.filter { $0.kind == .theorem }
      .map { (statement: $0, entry: entries[$0.name]) }
      .enumerated().sorted { left, right in
        let order = Self.order(left.element.entry?.result).lexicographicallyPrecedes(
          Self.order(right.element.entry?.result))
        let reverse = Self.order(right.element.entry?.result).lexicographicallyPrecedes(
          Self.order(left.element.entry?.result))
        return order || !reverse && left.offset < right.offset
      }.map { theorem($0.element.statement, $0.element.entry) }
    let examples = listed.filter { $0.kind == .example }
    let instances =
      examples.isEmpty
      ? []
      : [
        "Instances that meet the hypotheses, and counterexamples: "
          + examples.map { "[`\($0.name)`](../Proofs/\($0.file))" }.joined(separator: ", ") + "."
      ]
    return (["### \(title)"] + theorems + instances).joined(separator: "\n\n")
  }

  /// Results sort by number, 1.9 before 1.10 and 1.5 before 1.5'; theorems without one come last.
  private static func order(_ result: String?) -> [Int] {
    guard let result else { return [.max] }
    return result.split(separator: ".").compactMap { Int($0.filter(\.isNumber)) } + [
      result.hasSuffix("'") ? 1 : 0
    ]
  }

  private func theorem(_ statement: TheoremStatement, _ entry: LedgerEntry?) -> String {
    var parts = ["#### `\(statement.name)`"]
    if let entry { parts.append(entry.formula) }
    parts.append(
      "```coq\n" + (statement.context + [statement.text]).map(Self.outdented).joined(separator: "\n")
        + "\n```")
    parts.append(links(statement, entry))
    return parts.joined(separator: "\n\n")
  }

  /// One line: result, file, Swift symbols, claims, and the definitions that the statement names.
  private func links(_ statement: TheoremStatement, _ entry: LedgerEntry?) -> String {
    var links = ["[Proofs/\(statement.file)](../Proofs/\(statement.file))"]
    if let entry {
      links.insert("result [\(entry.result)](theory.md#\(results.anchor(of: entry.result) ?? ""))", at: 0)
      links += entry.symbols.map { symbol in
        symbols.files(of: symbol).first.map { "[`\(symbol)`](../\($0))" } ?? "`\(symbol)`"
      }
      if entry.symbols.isEmpty, let reason = entry.reason { links.append("no Swift symbol: \(reason)") }
      links += entry.claims.map { claim in
        claims.file(of: claim).map { "claim [\(claim)](../\($0))" } ?? "claim \(claim)"
      }
    }
    let files = Dictionary(statements.definitions.map { ($0.name, $0.file) }) { first, _ in first }
    let words = Set(
      (statement.context + [statement.text]).flatMap { CoqLexer.sentences(of: $0).flatMap(\.tokens) })
    let definitions = statement.definitions.filter(words.contains).map { name in
      files[name].map { "[`\(name)`](../Proofs/\($0))" } ?? "`\(name)`"
    }
    if !definitions.isEmpty { links.append("uses " + definitions.joined(separator: ", ")) }
    return links.joined(separator: " · ")
  }

  /// The text with the indentation of its first line taken from the lines that follow.
  private static func outdented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indents = lines.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }.map {
      $0.prefix { $0 == " " }.count
    }
    let surplus = max(0, (indents.min() ?? 0) - 2)
    return ([lines[0]] + lines.dropFirst().map { $0.dropFirst(min(surplus, $0.prefix { $0 == " " }.count)) })
      .joined(separator: "\n")
  }
}
