import ProofLedger
import Testing

@Suite("Statements")
struct StatementReaderTests {
  static let law = """
    Record law := { mass : nat -> R; total : mass 0 = 1 }.
    Definition mean (p : law) := mass p 0.
    Lemma step : True. Proof. exact I. Qed.
    Definition other := 1.

    """
  static let theorem = """
    (** The mean. *)
    Theorem mean_is_one p : mean p = 1.
    Proof. reflexivity. Qed.
    """
  static let answers = [
    "check Counterweight.Scores.Law.mean_is_one":
      "Law.mean_is_one\n     : forall p : Law.law, @eq Rdefinitions.R (Law.mean p) (S O)",
    "print Counterweight.Scores.Law.law": "Variant law : Set :=  Build_law : forall mass : nat, Law.law.",
    "print Counterweight.Scores.Law.mean": """
    Law.mean = fun p : Law.law => Law.mass p O
         : Rdefinitions.R

    Arguments Law.mean p
    """,
    "print Counterweight.Scores.Law.other": "Law.other = 1\n     : nat",
    "about Law.mass": "Law.mass is transparent\nExpands to: Constant Counterweight.Scores.Law.mass",
    "print Law.mass": """
    Law.mass = fun l : Law.law => match l return nat with
                                  | Law.Build_law mass => mass
                                  end
    """,
    "about Law.Build_law": "Expands to: Constructor Counterweight.Scores.Law.Build_law",
    "print Law.Build_law": "Variant law : Set :=  Build_law : forall mass : nat, Law.law.",
  ]

  static func statements(
    text: String = law + theorem, answers: [String: String] = answers
  ) throws -> Statements {
    var reader = StatementReader(ProofSources(files: [CoqFile(path: "Scores/Law.v", text: text)]))
    return try reader.run(RecordedCoq(answers).compile)
  }

  @Test func aStatementNamesTheDefinitionsBelowIt() throws {
    let statements = try Self.statements()
    #expect(statements.theorems.map(\.name) == ["mean_is_one"])
    #expect(statements.theorems[0].definitions == ["law", "mean"])
    #expect(statements.theorems[0].text == "Theorem mean_is_one p : mean p = 1.")
    #expect(statements.theorems[0].comment == "The mean.")
    #expect(statements.definitions.map(\.name) == ["law", "mean"])
    #expect(statements.definitions[1].text == "Definition mean (p : law) := mass p 0.")
    #expect(statements.theorems[0].digest.count == 24)
    #expect(try Statements(json: statements.json) == statements)
  }

  @Test func aChangedDefinitionChangesTheDigest() throws {
    let before = try Self.statements().theorems[0].digest
    for (key, from, to) in [
      ("print Counterweight.Scores.Law.mean", "p O", "p (S O)"), ("print Law.mass", "=> mass", "=> S mass"),
      ("print Counterweight.Scores.Law.law", "forall mass : nat", "forall mass : R"),
      ("check Counterweight.Scores.Law.mean_is_one", "(S O)", "O"),
    ] {
      var answers = Self.answers
      answers[key] = answers[key]?.replacing(from, with: to)
      #expect(answers != Self.answers)
      #expect(try Self.statements(answers: answers).theorems[0].digest != before, "\(key)")
    }
  }

  @Test func proofsCommentsAndOtherDefinitionsLeaveTheDigest() throws {
    let before = try Self.statements().theorems[0].digest
    var answers = Self.answers
    answers["print Counterweight.Scores.Law.other"] = "Law.other = 2\n     : nat"
    let text = (Self.law + Self.theorem).replacing("reflexivity", with: "lra").replacing(
      "The mean", with: "A mean"
    )
    .replacing("exact I", with: "trivial")
    let after = try Self.statements(text: text, answers: answers).theorems[0]
    #expect(after.digest == before)
    #expect(after.comment == "A mean.")
  }

  @Test func whatTheLineBreaksOfCoqAreDoesNotMatter() throws {
    let before = try Self.statements().theorems[0].digest
    var answers = Self.answers
    for (key, answer) in answers where key.hasPrefix("print") {
      answers[key] = answer.replacing("=> ", with: "=>\n      ")
    }
    #expect(try Self.statements(answers: answers).theorems[0].digest == before)
  }

  @Test func differencesFromCoqAreNamed() throws {
    let current = try Self.statements()
    #expect(current.differences(from: current).isEmpty)
    var old = current
    old.theorems[0].digest = "0"
    old.theorems[0].text = "Theorem mean_is_one p : mean p = 2."
    old.theorems[0].definitions = []
    old.definitions[1].text = "Definition mean (p : law) := 2."
    #expect(
      old.differences(from: current) == [
        "Proofs/statements.json: the statement of mean_is_one changed; run make -C Proofs statements",
        "Proofs/statements.json: the definitions of mean_is_one changed; run make -C Proofs statements",
        "Proofs/statements.json: the digest of mean_is_one changed; run make -C Proofs statements",
        "Proofs/statements.json: the definition of mean changed; run make -C Proofs statements",
      ])
    #expect(
      Statements(theorems: current.theorems).differences(from: Statements(definitions: current.definitions))
        == [
          "Proofs/statements.json: there is no mean_is_one any more; run make -C Proofs statements",
          "Proofs/statements.json: law is missing; run make -C Proofs statements",
          "Proofs/statements.json: mean is missing; run make -C Proofs statements",
        ])
  }

  @Test func aStatementThatWasEditedIsNoticedWithoutCoq() throws {
    let statements = try Self.statements()
    func differences(_ text: String) -> [String] {
      statements.differences(from: ProofSources(files: [CoqFile(path: "Scores/Law.v", text: text)]))
    }
    #expect(differences(Self.law + Self.theorem).isEmpty)
    #expect(
      differences(Self.law + Self.theorem.replacing("= 1", with: "= 2")) == [
        "Proofs/statements.json: the statement of mean_is_one changed; run make -C Proofs statements"
      ])
    #expect(
      differences(Self.law.replacing("p 0.", with: "p 1.") + Self.theorem) == [
        "Proofs/statements.json: the definition of mean changed; run make -C Proofs statements"
      ])
  }
}
