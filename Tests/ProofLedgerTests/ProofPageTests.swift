import ProofLedger
import Testing

@Suite("The generated part of the page")
struct ProofPageTests {
  static func page(_ ledger: Ledger) throws -> ProofPage {
    var reader = StatementReader(
      ProofSources(files: [
        CoqFile(
          path: "Baselines/Law.v",
          text: """
            Section S.
              Variable p : R.
              Theorem later :
                p = mean.
              Qed.
            End S.
            Theorem earlier : P. Qed.
            Example coin : P. Qed.
            Definition mean := 1.
            """)
      ]))
    let statements = try reader.run(
      RecordedCoq([
        "check Counterweight.Baselines.Law.later": "Law.later : Law.mean",
        "check Counterweight.Baselines.Law.earlier": "Law.earlier : P",
        "check Counterweight.Baselines.Law.coin": "Law.coin : P",
        "print Counterweight.Baselines.Law.mean": "Law.mean = 1 : nat",
      ]).compile)
    return ProofPage(
      statements: statements, ledger: ledger, results: TheoryResults(page: LedgerCheckTests.theory),
      symbols: SymbolIndex(texts: ["Sources/T/ScoreMoments.swift": LedgerCheckTests.swift]),
      claims: try StudyClaims(studies: ["simulations/s/s.yml": "id: study\npredictions: [{id: holds}]"]))
  }

  @Test func theoremsStandInTheOrderOfTheirResults() throws {
    var later = LedgerCheckTests.entry
    later.theorem = "later"
    let earlier = LedgerEntry(
      theorem: "earlier", result: "1.2", formula: "P", symbols: [], reason: "a bound", claims: [], digest: "0"
    )
    let text = try #require(
      try Self.page(Ledger(entries: [later, earlier])).updated(
        "before\n<!-- begin theorems -->\nold\n<!-- end theorems -->\nafter\n"))
    #expect(
      text == """
        before
        <!-- begin theorems -->
        ### Baselines

        #### `earlier`

        P

        ```coq
        Theorem earlier : P.
        ```

        result [1.2](theory.md#baselines) · [Proofs/Baselines/Law.v](../Proofs/Baselines/Law.v) · no Swift symbol: a bound

        #### `later`

        V(b) − V(b*) = (b − b*)² E|s|²

        ```coq
        Variable p : R.
        Theorem later :
          p = mean.
        ```

        result [1.10](theory.md#baselines) · [Proofs/Baselines/Law.v](../Proofs/Baselines/Law.v) · \
        [`ScoreMoments.regret(baseline:)`](../Sources/T/ScoreMoments.swift) · \
        [`ScoreMoments`](../Sources/T/ScoreMoments.swift) · [`ScoreMoments.ρ`](../Sources/T/ScoreMoments.swift) · \
        claim [study/holds](../simulations/s/s.yml) · uses [`mean`](../Proofs/Baselines/Law.v)

        Instances that meet the hypotheses, and counterexamples: [`coin`](../Proofs/Baselines/Law.v).
        <!-- end theorems -->
        after

        """)
  }

  @Test func aPageWithoutMarksIsLeftAlone() throws {
    #expect(try Self.page(Ledger(entries: [])).updated("no marks") == nil)
  }
}
