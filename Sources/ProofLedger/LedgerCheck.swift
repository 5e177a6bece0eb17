/// Holds the ledger against the statements and against everything that it names.
package struct LedgerCheck: Sendable {
  private let statements: Statements
  private let results: TheoryResults
  private let symbols: SymbolIndex
  private let claims: StudyClaims

  /// A check against statements, results of docs/theory.md, symbols of Sources and predictions of studies.
  package init(statements: Statements, results: TheoryResults, symbols: SymbolIndex, claims: StudyClaims) {
    self.statements = statements
    self.results = results
    self.symbols = symbols
    self.claims = claims
  }

  /// Theorems without an entry.
  package func missing(in ledger: Ledger) -> [TheoremStatement] {
    let known = Set(ledger.entries.map(\.theorem))
    return statements.theorems.filter { $0.kind == .theorem && !known.contains($0.name) }
  }

  /// What is wrong with a ledger, a line each.
  package func problems(of ledger: Ledger) -> [String] {
    let theorems = Dictionary(
      statements.theorems.filter { $0.kind == .theorem }.map { ($0.name, $0) }
    ) { first, _ in first }
    var seen: Set<String> = []
    var problems: [String] = []
    for entry in ledger.entries {
      if !seen.insert(entry.theorem).inserted {
        problems.append("\(entry.theorem): there are two entries; keep one")
      } else if let theorem = theorems[entry.theorem] {
        problems += self.problems(of: entry, theorem).map { "\(entry.theorem): \($0)" }
      } else {
        problems.append(
          "\(entry.theorem): there is no such theorem in Proofs; correct the name or remove the entry")
      }
    }
    problems += missing(in: ledger).map { "\($0.name): the theorem in \($0.file) has no entry; add one" }
    return problems.map { "Proofs/ledger.yml: \($0)" }
  }

  private func problems(of entry: LedgerEntry, _ theorem: TheoremStatement) -> [String] {
    var problems: [String] = []
    if results.anchor(of: entry.result) == nil {
      problems.append("docs/theory.md has no result '\(entry.result)'; name one as in 1.2")
    }
    if entry.formula.allSatisfy(\.isWhitespace) {
      problems.append("there is no formula; write it as docs/theory.md does")
    }
    if entry.symbols.isEmpty, (entry.reason ?? "").allSatisfy(\.isWhitespace) {
      problems.append("there is no symbol and no reason; name symbols, or write reason: why there are none")
    }
    problems += entry.symbols.filter { symbols.files(of: $0).isEmpty }.map {
      "Sources does not declare '\($0)'; name it as in ScoreMoments.regret(baseline:)"
    }
    problems += entry.claims.filter { claims.file(of: $0) == nil }.map {
      "no study has the prediction '\($0)'; name it as study/prediction"
    }
    if entry.digest != theorem.shortDigest {
      problems.append(
        "the statement or a definition below it changed: read the formula again, then write digest: \(theorem.shortDigest)"
      )
    }
    return problems
  }
}
