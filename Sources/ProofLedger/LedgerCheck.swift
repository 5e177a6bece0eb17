/// Holds the ledgers against the statements and against everything that it names.
package struct LedgerCheck: Sendable {
  private let statements: Statements
  private let numbers: CertifiedNumbers
  private let results: TheoryResults
  private let symbols: SymbolIndex
  private let claims: StudyClaims

  /// A check against statements, the numbers that they certify, results of docs/theory.md, symbols of Sources and
  /// predictions of studies.
  package init(
    statements: Statements, numbers: CertifiedNumbers, results: TheoryResults, symbols: SymbolIndex,
    claims: StudyClaims
  ) {
    self.statements = statements
    self.numbers = numbers
    self.results = results
    self.symbols = symbols
    self.claims = claims
  }

  /// Theorems without an entry, other than certified numbers, which have one for each quantity.
  package func missing(in ledgers: [Ledger]) -> [TheoremStatement] {
    let known = Set(ledgers.flatMap(\.entries).map(\.theorem))
    return statements.theorems.filter {
      $0.kind == .theorem && $0.family != .certified && !known.contains($0.name)
    }
  }

  /// What is wrong with the ledgers, a line each.
  package func problems(of ledgers: [Ledger]) -> [String] {
    let theorems = Dictionary(
      statements.theorems.filter { $0.kind == .theorem }.map { ($0.name, $0) }
    ) { first, _ in first }
    var places: [String: ProofFamily] = [:]
    var problems: [String] = []
    for ledger in ledgers {
      for entry in ledger.entries {
        var found: [String]
        if let first = places[entry.theorem] {
          found = [
            first == ledger.family
              ? "there are two entries; keep one" : "\(first.ledger) has an entry, too; keep one"
          ]
        } else if let theorem = theorems[entry.theorem] {
          found = self.problems(of: entry, theorem)
          if theorem.family != ledger.family {
            found.append("the theorem is in \(theorem.file); move the entry to \(theorem.family.ledger)")
          }
        } else {
          found = ["there is no such theorem in Proofs; correct the name or remove the entry"]
        }
        if places[entry.theorem] == nil { places[entry.theorem] = ledger.family }
        problems += found.map { "\(ledger.family.ledger): \(entry.theorem): \($0)" }
      }
    }
    return problems
      + missing(in: ledgers).map {
        "\($0.family.ledger): \($0.name): the theorem in \($0.file) has no entry; add one"
      } + unread(places)
  }

  /// Quantities of certified numbers of which no theorem has an entry.
  private func unread(_ places: [String: ProofFamily]) -> [String] {
    numbers.quantities.filter { $0.theorems.allSatisfy { places[$0] == nil } }.map {
      "no theorem of quantity '\($0.name)' is in \(ProofFamily.certified.ledger); add one"
    }
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
