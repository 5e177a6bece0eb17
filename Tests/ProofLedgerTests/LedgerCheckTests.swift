import ProofLedger
import RunFiles
import Testing

@Suite("The ledgers")
struct LedgerCheckTests {
  static let theory =
    "## Baselines\n\n**1.2 Optimal baseline.** b*\n**1.10 Any.** V\n### How they are computed\n**2.1 A.** B\n"
  static let swift = """
    public struct ScoreMoments {
      public var ρ: Double
      public func regret(baseline b: Double) -> Double { b }
    }
    """

  static func declaration(_ text: String) -> CoqDeclaration {
    CoqFile(path: "Baselines/Regret.v", text: text).declarations[0]
  }

  static let statements = Statements(theorems: [
    TheoremStatement(declaration("Theorem regret : P."), digest: "0123456789abcdef01234567"),
    TheoremStatement(declaration("Example regret_of_coin : P."), digest: "00"),
  ])
  static let baselines = ProofFamily(folder: "Baselines")
  static let entry = LedgerEntry(
    theorem: "regret", result: "1.10", formula: "V(b) − V(b*) = (b − b*)² E|s|²",
    symbols: ["ScoreMoments.regret(baseline:)", "ScoreMoments", "ScoreMoments.ρ"], claims: ["study/holds"],
    digest: "0123456789abcdef")

  static func check(_ statements: Statements = statements) throws -> LedgerCheck {
    try LedgerCheck(
      statements: statements, numbers: CertifiedNumbers(statements), results: TheoryResults(page: theory),
      symbols: SymbolIndex(texts: ["Sources/T/ScoreMoments.swift": swift]),
      claims: try StudyClaims(studies: [
        "simulations/s/s.yml": "id: study\nseed: 1\npredictions:\n  - {id: holds, side: exact}\n"
      ]))
  }

  static func problems(_ entries: LedgerEntry...) throws -> [String] {
    try check().problems(of: [Ledger(family: baselines, entries: entries)])
  }

  @Test func anEntryThatAgreesHasNoProblems() throws {
    #expect(try Self.problems(Self.entry).isEmpty)
  }

  @Test func everyTheoremHasOneEntry() throws {
    #expect(
      try Self.problems() == [
        "Proofs/Baselines/ledger.yml: regret: the theorem in Baselines/Regret.v has no entry; add one"
      ])
    #expect(
      try Self.problems(Self.entry, Self.entry) == [
        "Proofs/Baselines/ledger.yml: regret: there are two entries; keep one"
      ])
    var unknown = Self.entry
    unknown.theorem = "regret_of_coin"
    #expect(
      try Self.problems(Self.entry, unknown) == [
        "Proofs/Baselines/ledger.yml: regret_of_coin: there is no such theorem in Proofs; correct the name or remove the entry"
      ])
  }

  @Test func entriesStandInTheLedgerOfTheirFamily() throws {
    let scores = Ledger(family: ProofFamily(folder: "Scores"), entries: [Self.entry])
    let baselines = Ledger(family: Self.baselines, entries: [Self.entry])
    #expect(
      try Self.check().problems(of: [scores]) == [
        "Proofs/Scores/ledger.yml: regret: the theorem is in Baselines/Regret.v; move the entry to Proofs/Baselines/ledger.yml"
      ])
    #expect(
      try Self.check().problems(of: [baselines, scores]) == [
        "Proofs/Scores/ledger.yml: regret: Proofs/Baselines/ledger.yml has an entry, too; keep one"
      ])
  }

  @Test func oneTheoremOfEveryCertifiedQuantityHasAnEntry() throws {
    let file = CoqFile(
      path: "Certified/Numbers.v",
      text: "Theorem half : success_rate t Nat.even = 1 / 2. Theorem all : success_rate t Nat.even = 1.")
    let check = try Self.check(
      Statements(
        theorems: file.declarations.map {
          TheoremStatement($0, definitions: ["success_rate", "t"], digest: "0123456789abcdef01234567")
        }))
    #expect(
      check.problems(of: []) == [
        "no theorem of quantity 'success rate' is in Proofs/Certified/ledger.yml; add one"
      ])
    var entry = Self.entry
    entry.theorem = "half"
    #expect(check.problems(of: [Ledger(family: .certified, entries: [entry])]).isEmpty)
    #expect(check.missing(in: []).isEmpty)
  }

  @Test(
    arguments: [
      (\LedgerEntry.result, "1.1", "docs/theory.md has no result '1.1'; name one as in 1.2"),
      (\.formula, " ", "there is no formula; write it as docs/theory.md does"),
      (
        \.digest, "0123456789abcdee",
        "the statement or a definition below it changed: read the formula again, then write digest: 0123456789abcdef"
      ),
    ] as [(WritableKeyPath<LedgerEntry, String> & Sendable, String, String)])
  func everyFieldIsHeldAgainstWhatItNames(
    field: WritableKeyPath<LedgerEntry, String> & Sendable, value: String, line: String
  ) throws {
    var entry = Self.entry
    entry[keyPath: field] = value
    #expect(try Self.problems(entry) == ["Proofs/Baselines/ledger.yml: regret: \(line)"])
  }

  @Test func symbolsAndClaimsMustBeThere() throws {
    var entry = Self.entry
    entry.symbols = ["ScoreMoments.regret(b:)"]
    entry.claims = ["study/fails"]
    #expect(
      try Self.problems(entry) == [
        "Proofs/Baselines/ledger.yml: regret: Sources does not declare 'ScoreMoments.regret(b:)'; name it as in ScoreMoments.regret(baseline:)",
        "Proofs/Baselines/ledger.yml: regret: no study has the prediction 'study/fails'; name it as study/prediction",
      ])
    entry.symbols = []
    entry.claims = []
    #expect(
      try Self.problems(entry) == [
        "Proofs/Baselines/ledger.yml: regret: there is no symbol and no reason; name symbols, or write reason: why there are none"
      ])
    entry.reason = "only a bound"
    #expect(try Self.problems(entry).isEmpty)
  }

  @Test func theFileIsAListOfEntries() throws {
    let yaml = """
      - theorem: regret
        result: 1.10
        formula: "V(b) − V(b*) = (b − b*)² E|s|²"
        symbols: [ScoreMoments.regret(baseline:), ScoreMoments, ScoreMoments.ρ]
        claims: [study/holds]
        digest: 0123456789abcdef

      """
    #expect(try Ledger(family: Self.baselines, yaml: yaml).entries == [Self.entry])
    #expect(
      try Ledger(family: Self.baselines, yaml: yaml.replacing("0123456789abcdef", with: "1234567890123456"))
        .entries[0].digest
        == "1234567890123456")
    #expect(
      try Ledger(family: Self.baselines, yaml: yaml.replacing("0123456789abcdef", with: "12345678901e3456"))
        .entries[0].digest
        == "12345678901e3456")
    #expect(
      try Ledger(family: Self.baselines, yaml: yaml.replacing("1.10", with: "1.5'")).entries[0].result
        == "1.5'")
    #expect(try Ledger(family: Self.baselines, yaml: "# nothing yet\n").entries.isEmpty)
    #expect(throws: RunError(.badData, "Proofs/Baselines/ledger.yml: key '[1].claims' is missing; add it")) {
      try Ledger(family: Self.baselines, yaml: yaml.replacing("  claims: [study/holds]\n", with: ""))
    }
  }

  @Test func aMissingEntryIsReadyToBeFilledIn() {
    #expect(
      LedgerEntry.stub(for: Self.statements.theorems[0]) == """
        - theorem: regret
          result:
          formula:
          symbols: []
          claims: []
          digest: ""

        """)
  }

  @Test func digestsAreWrittenWhereTheyAreMissingOrAskedFor() {
    let yaml = """
      # why
      - theorem: regret
        formula: "digest: ''"
        digest: ""  
      - theorem: regret_of_coin
        digest: 'ff'
      - theorem: unknown
        digest:

      """
    let first = LedgerAcceptance(of: Self.statements).accepted(yaml)
    #expect(first.yaml == yaml.replacing("digest: \"\"  \n", with: "digest: 0123456789abcdef\n"))
    #expect(first.theorems == ["regret"])
    let second = LedgerAcceptance(of: Self.statements, naming: ["regret_of_coin"]).accepted(first.yaml)
    #expect(second.yaml == first.yaml.replacing("'ff'", with: "00"))
    #expect(second.theorems == ["regret_of_coin"])
    #expect(LedgerAcceptance(of: Self.statements).accepted(second.yaml).theorems.isEmpty)
  }
}
