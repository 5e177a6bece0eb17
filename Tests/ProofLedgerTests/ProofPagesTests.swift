import ProofLedger
import Testing

@Suite("Pages of theorems")
struct ProofPagesTests {
  static func pages(_ entries: [LedgerEntry], family: String = "Baselines") throws -> ProofPages {
    var reader = StatementReader(
      ProofSources(files: [
        CoqFile(
          path: "\(family)/Law.v",
          text: """
            Section S.
              Variable p : R.
              Theorem later :
                p = mean.
              Qed.
            End S.
            Theorem Earlier : P. Qed.
            Example coin : P. Qed.
            (** One. *)
            Definition mean := 1.
            """)
      ]))
    let statements = try reader.run(
      RecordedCoq([
        "check Counterweight.\(family).Law.later": "Law.later : Law.mean",
        "check Counterweight.\(family).Law.Earlier": "Law.Earlier : P",
        "check Counterweight.\(family).Law.coin": "Law.coin : P",
        "print Counterweight.\(family).Law.mean": "Law.mean = 1 : nat",
      ]).compile)
    return ProofPages(
      statements: statements, ledgers: [Ledger(family: ProofFamily(folder: family), entries: entries)],
      numbers: try CertifiedNumbers(statements),
      links: PageLinks(
        results: TheoryResults(page: LedgerCheckTests.theory),
        symbols: SymbolIndex(texts: ["Sources/T/ScoreMoments.swift": LedgerCheckTests.swift]),
        claims: try StudyClaims(studies: ["simulations/s/s.yml": "id: study\npredictions: [{id: holds}]"])))
  }

  static let later = {
    var later = LedgerCheckTests.entry
    later.theorem = "later"
    later.symbols = ["ScoreMoments.regret(baseline:)", "ScoreMoments"]
    return later
  }()
  static let earlier = LedgerEntry(
    theorem: "Earlier", result: "1.2", formula: "P", symbols: [], reason: "a bound", claims: [], digest: "0")

  @Test func theIndexListsTheoremsByResultBySymbolAndByClaim() throws {
    let text = try Self.pages([Self.later, Self.earlier])
      .updated("before\n<!-- begin theorems -->\nold\n<!-- end theorems -->\nafter\n")
    #expect(
      text == #"""
        before
        <!-- begin theorems -->
        | family | theorems |
        |---|---|
        | [Baselines](proofs/baselines.md) | 2 |

        ## By result

        | result | formula | theorem |
        |---|---|---|
        | <a id="result-1.2"></a>[1.2](theory.md#baselines) | P | [`Earlier`](proofs/baselines.md#earlier) |
        | <a id="result-1.10"></a>[1.10](theory.md#baselines) | V(b) − V(b*) = (b − b*)² E\|s\|² | [`later`](proofs/baselines.md#later) |

        ## By Swift symbol

        | symbol | theorems |
        |---|---|
        | [`ScoreMoments`](../Sources/T/ScoreMoments.swift) | [`later`](proofs/baselines.md#later) |
        | [`ScoreMoments.regret(baseline:)`](../Sources/T/ScoreMoments.swift) | [`later`](proofs/baselines.md#later) |

        ## By claim

        | claim | theorems |
        |---|---|
        | [study/holds](../simulations/s/s.yml) | [`later`](proofs/baselines.md#later) |
        <!-- end theorems -->
        after

        """#)
  }

  @Test func aFamilyHasAPageInTheOrderOfItsResults() throws {
    #expect(
      try Self.pages([Self.later, Self.earlier]).families == [
        "docs/proofs/baselines.md": """
        # Baselines

        Theorems of [Proofs/Baselines](../../Proofs/Baselines) beside their formulas.
        [Proofs](../proofs.md) says how to read this page, which `make -C Proofs page` writes.

        ## `Earlier`

        P

        ```coq
        Theorem Earlier : P.
        ```

        result [1.2](../theory.md#baselines) · [Proofs/Baselines/Law.v](../../Proofs/Baselines/Law.v) · \
        no Swift symbol: a bound

        ## `later`

        V(b) − V(b*) = (b − b*)² E|s|²

        ```coq
        Variable p : R.
        Theorem later :
          p = mean.
        ```

        result [1.10](../theory.md#baselines) · [Proofs/Baselines/Law.v](../../Proofs/Baselines/Law.v) · \
        [`ScoreMoments.regret(baseline:)`](../../Sources/T/ScoreMoments.swift) · \
        [`ScoreMoments`](../../Sources/T/ScoreMoments.swift) · \
        claim [study/holds](../../simulations/s/s.yml) · uses [`mean`](../proofs/definitions.md#mean)

        ## Instances

        They meet the hypotheses, or are counterexamples.

        - [Proofs/Baselines/Law.v](../../Proofs/Baselines/Law.v): `coin`

        """,
        "docs/proofs/definitions.md": """
        # Definitions

        All definitions on which statements rest, by file.
        [Proofs](../proofs.md) says how to read this page, which `make -C Proofs page` writes.

        ## [Proofs/Baselines/Law.v](../../Proofs/Baselines/Law.v)

        <a id="mean"></a>**`mean`** One.

        ```coq
        Definition mean := 1.
        ```

        """,
      ])
  }

  @Test func certifiedNumbersHaveTheirTablesAndWhatWasRead() throws {
    let file = CoqFile(
      path: "Certified/Numbers.v",
      text: """
        Theorem half : success_rate coin Nat.even = 1 / 2.
        Theorem p : map (probability coin) (support coin) = [1 / 2; 1 / 2].
        Theorem r : map Nat.even (support coin) = [true; false].
        """)
    let statements = Statements(
      theorems: file.declarations.map {
        TheoremStatement($0, definitions: ["coin", "probability", "success_rate", "support"])
      })
    var entry = Self.later
    entry.theorem = "half"
    entry.symbols = ["ScoreMoments"]
    let pages = try ProofPages(
      statements: statements, ledgers: [Ledger(family: .certified, entries: [entry])],
      numbers: CertifiedNumbers(statements),
      links: PageLinks(
        results: TheoryResults(page: LedgerCheckTests.theory),
        symbols: SymbolIndex(texts: ["Sources/T/ScoreMoments.swift": LedgerCheckTests.swift]),
        claims: StudyClaims(studies: [:])))
    #expect(pages.provedResults.isEmpty)
    #expect(
      pages.families["docs/proofs/certified-numbers.md"] == #"""
        # Certified numbers

        Numbers that [Proofs/Certified](../../Proofs/Certified) proves: fractions exactly, decimals to half a unit of the last place.
        The tests read them from [certified.json](../../Tests/PolicyGradientTheoryTests/Reference/certified.json).
        [Proofs](../proofs.md) says how to read this page, which `make -C Proofs page` writes.

        ## Quantities

        Of every quantity one statement or more was read beside its formula.

        | quantity | formula | result | symbols | theorem that was read |
        |---|---|---|---|---|
        | success rate | V(b) − V(b*) = (b − b*)² E\|s\|² | [1.10](../theory.md#baselines) | [`ScoreMoments`](../../Sources/T/ScoreMoments.swift) | [`half`](../proofs/certified-numbers.md#half) |

        ## Tables of responses

        ### `coin`

        | response | 0 | 1 |
        |---|---|---|
        | probabilities | 1 / 2 | 1 / 2 |
        | rewards | true | false |

        ## Numbers

        | value | of | theorem | file |
        |---|---|---|---|
        | 1/2 | `success_rate coin Nat.even` | <a id="half"></a>`half` | [Certified/Numbers.v](../../Proofs/Certified/Numbers.v) |

        """#)
  }

  @Test(arguments: [
    ("b*² a", "b\\*² a"), ("(b − b*) x", "(b − b*) x"), ("(E g)_i = s_i", "(E g)\\_i = s_i"),
    ("0 < k<n", "0 < k\\<n"), ("E[s](b)", "E[s]\\(b)"), ("a\\b", "a\\\\b"),
  ])
  func formulasAreNoMarkdown(formula: String, written: String) throws {
    var entry = Self.earlier
    entry.formula = formula
    let page = try #require(try Self.pages([entry]).families["docs/proofs/baselines.md"])
    #expect(page.contains("\n\n\(written)\n\n"))
  }

  @Test func aPageWithoutMarksIsLeftAlone() throws {
    #expect(try Self.pages([]).updated("no marks") == nil)
  }

  @Test func familiesHaveNamesInWords() {
    let files = ["Zeta/A.v", "Certified/A.v", "FalsePenalties/A.v", "EffectiveWeights/B.v", "Scores/A.v"]
    let families = ProofFamily.all(of: files)
    #expect(
      families.map(\.title) == [
        "Scores", "Effective weights", "False penalties", "Certified numbers", "Zeta",
      ])
    #expect(families[1].page == "docs/proofs/effective-weights.md")
    #expect(families[3].page == "docs/proofs/certified-numbers.md")
    #expect(families[1].ledger == "Proofs/EffectiveWeights/ledger.yml")
  }
}
