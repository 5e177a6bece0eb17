import ProofLedger
import Testing

@Suite("Coq files")
struct CoqFileTests {
  static let text = """
    (** * Title (* nested "*)" *) Admitted. *)
    From Coq Require Import Reals.
    Definition note := "Axiom x : False. (* no comment".
    Record law := { mass : nat -> R; total : mass 0 = 1 }.
    Local Notation "'sum' x .. y" := (total x .. (total y) ..) (at level 1).
    Local Notation rest := half.
    Section Variance.
      Variables (p : law) (n : nat).
      Hypothesis positive : 0 < mass p 0.
      Let unused := 0.
      Let half := 1 / 2.
      Let quarter := half / 2.
      (** V(b) is
          a parabola. *)
      #[local] Theorem variance_is_parabola b (* a number *) :
        quarter <= b.
      Proof.
        - { intros. lra. }
      Qed.
      Let q := 1.
      Local Notation third := (1 / 3).
    End Variance.
    Module Inner.
      Lemma decided : True. Proof. exact I. Defined.
    End Inner.
    Example instance : 1.5 <= 2. Proof. lra. Qed.
    """
  static let file = CoqFile(path: "Scores/Law.v", text: text)

  @Test func declarationsAreFoundBetweenCommentsAndStrings() {
    #expect(
      Self.file.declarations.map(\.name) == ["note", "law", "variance_is_parabola", "decided", "instance"])
    #expect(Self.file.declarations.map(\.kind) == [.definition, .record, .theorem, .lemma, .example])
    #expect(Self.file.declarations.map(\.isTransparent) == [true, true, false, true, false])
    #expect(Self.file.offences.isEmpty)
    #expect(Self.file.module == "Scores.Law")
  }

  @Test func aTheoremHasItsSentenceItsCommentAndItsSection() {
    let theorem = Self.file.declarations[2]
    #expect(
      theorem.text == "#[local] Theorem variance_is_parabola b (* a number *) :\n    quarter <= b.")
    #expect(theorem.comment == "V(b) is a parabola.")
    #expect(
      theorem.context == [
        #"Local Notation "'sum' x .. y" := (total x .. (total y) ..) (at level 1)."#,
        "Variables (p : law) (n : nat).", "Hypothesis positive : 0 < mass p 0.", "Let half := 1 / 2.",
        "Let quarter := half / 2.",
      ])
    #expect(theorem.line == 15)
    #expect(theorem.logicalName == "Counterweight.Scores.Law.variance_is_parabola")
    #expect(Self.file.declarations[3].logicalName == "Counterweight.Scores.Law.Inner.decided")
    #expect(Self.file.declarations[4].context.count == 1)
  }

  @Test func notationsThatAStatementUsesStandAboveIt() {
    let text = """
      Section S.
        Variable p : R.
        Local Notation q := (1 - p).
        Local Notation unused := 1.
        Local Infix "&" := plus (at level 1).
        Theorem symmetric : q = p.
      End S.
      Theorem alone : q = q.
      """
    #expect(
      CoqFile(path: "F/A.v", text: text).declarations.map(\.context) == [
        ["Variable p : R.", "Local Notation q := (1 - p).", #"Local Infix "&" := plus (at level 1)."#], [],
      ])
  }

  @Test func aMarkThatCombinesWithAQuotationMarkDoesNotHideIt() {
    let text = "Definition a := \"x\"\u{301}. Axiom b : \"\u{301}y\". (* \"\u{301} *) \" *) Axiom c : P."
    #expect(
      CoqFile(path: "F/A.v", text: text).offences.count == 2)
  }

  @Test func aFileHasAFamily() {
    #expect(
      CoqFile(path: "A.v", text: "").offences == [
        "A.v:1: the file is in no folder of a family; move it into one"
      ])
  }

  @Test(arguments: [
    ("Lemma a : P. Proof. Admitted.", "F/A.v:1: Admitted is not allowed in a proof; finish the proof"),
    ("Lemma a : P. Proof. - admit. Qed.", "F/A.v:1: admit is not allowed in a proof; finish the proof"),
    ("Proof. give_up. Qed.", "F/A.v:1: give_up is not allowed in a proof; finish the proof"),
    ("Abort.", "F/A.v:1: Abort is not allowed in a proof; finish the proof or remove it"),
    (
      "#[bypass_check(guard)] Fixpoint f := f.",
      "F/A.v:1: bypass_check is not allowed in a proof; let the kernel check it"
    ),
    (
      "\nAxiom a : False.",
      "F/A.v:2: Axiom is not allowed in a proof; prove it, or make it a hypothesis of the theorem"
    ),
    (
      "Local Parameters a b : R.",
      "F/A.v:1: Parameters is not allowed in a proof; prove it, or make it a hypothesis of the theorem"
    ),
    (
      "Conjecture c : P",
      "F/A.v:1: Conjecture is not allowed in a proof; prove it, or make it a hypothesis of the theorem"
    ),
    (
      "#[local] Unset Guard Checking.",
      "F/A.v:1: Unset Guard Checking is not allowed in a proof; let the kernel check it"
    ),
    (
      "Unset  Universe (* ! *) Checking.",
      "F/A.v:1: Unset Universe Checking is not allowed in a proof; let the kernel check it"
    ),
    (
      "Unset Positivity Checking.",
      "F/A.v:1: Unset Positivity Checking is not allowed in a proof; let the kernel check it"
    ),
    (
      "Declare ML Module \"x\".",
      "F/A.v:1: Declare ML is not allowed in a proof; use the installed libraries"
    ),
    (
      "Declare Custom Entry e. Declare Scope s.",
      "F/A.v:1: Declare Custom is not allowed in a proof; use the installed libraries"
    ),
    ("Admit Obligations.", "F/A.v:1: Admit Obligations is not allowed in a proof; finish the proof"),
    (
      "Timeout 10 Axiom a : False.",
      "F/A.v:1: Axiom is not allowed in a proof; prove it, or make it a hypothesis of the theorem"
    ),
    (
      "Export Unset Guard Checking.",
      "F/A.v:1: Unset Guard Checking is not allowed in a proof; let the kernel check it"
    ),
    (
      "Redirect \"f\" Axiom a : False.",
      "F/A.v:1: Redirect is not allowed in a proof; it depends on what lies outside the file; Require what is needed"
    ),
    (
      "Load \"f\".",
      "F/A.v:1: Load is not allowed in a proof; it depends on what lies outside the file; Require what is needed"
    ),
    (
      "Add LoadPath \"f\". Add Ring r : t.",
      "F/A.v:1: Add LoadPath is not allowed in a proof; it depends on what lies outside the file; Require what is needed"
    ),
    (
      "Cd \"f\".",
      "F/A.v:1: Cd is not allowed in a proof; it depends on what lies outside the file; Require what is needed"
    ),
    (
      "Drop.",
      "F/A.v:1: Drop is not allowed in a proof; it depends on what lies outside the file; Require what is needed"
    ),
    (
      "Notation p := q.",
      "F/A.v:1: Notation for other files is not allowed in a proof; make it Local, so that it stands in the file of its statements"
    ),
    (
      "#[export] Coercion f : A >-> B. #[local] Infix \"+\" := f.",
      "F/A.v:1: Coercion for other files is not allowed in a proof; make it Local, so that it stands in the file of its statements"
    ),
    ("Variable x : R.", "F/A.v:1: Variable outside a section is an axiom; put it into a Section"),
    (
      "Section S. End S. Context {A : Type}.",
      "F/A.v:1: Context outside a section is an axiom; put it into a Section"
    ),
    (
      "Module M. Hypothesis h : False. End M.",
      "F/A.v:1: Hypothesis outside a section is an axiom; put it into a Section"
    ),
  ])
  func whatIsNotAProofIsRefused(text: String, line: String) {
    #expect(CoqFile(path: "F/A.v", text: text).offences == [line])
  }

  @Test func certifiedNumbersHaveNoNotations() {
    #expect(
      CoqFile(path: "Certified/A.v", text: "Local Notation grpo := raft.").offences == [
        "Certified/A.v:1: Notation is not allowed in a proof; certified numbers are read as they stand"
      ])
  }

  @Test func namesAreUniqueInTheProject() {
    let sources = ProofSources(files: [
      CoqFile(path: "F/B.v", text: "\nLemma same : True. Proof. exact I. Qed."),
      CoqFile(path: "F/A.v", text: "Definition same := 1."),
    ])
    #expect(sources.offences == ["F/B.v:2: same is declared in F/A.v, too; rename one"])
  }

  static let described = """
    (** * Laws

        Results
          first == 1
          *_weight, b* == 2 *)
    (** One. *)
    Theorem first : P. Qed.
    (** ** Weights *)
    Theorem limit_weight : P. Qed.
    (* two *)
    Theorem bias : P. Qed.
    Lemma step : P. Qed.

    """

  @Test func theoremsHaveCommentsAndStandInTheHeader() {
    #expect(
      CoqFile(path: "F/A.v", text: Self.described).untidiness == [
        "F/A.v:9: Theorem limit_weight has no comment (** ... *) before it; write its formula there",
        "F/A.v:11: Theorem bias has no comment (** ... *) before it; write its formula there",
        "F/A.v:11: Theorem bias is not in the header of the file; name it under Results",
      ])
    #expect(CoqFile(path: "Certified/A.v", text: Self.described).untidiness.isEmpty)
  }

  @Test(arguments: [
    ("a_*_b", true), ("*_x_*", true), ("a_*", true), ("a_*_c", false), ("a_x_y_b", true), ("*a_b", false),
  ])
  func starsStandForAnyPartOfAName(pattern: String, matches: Bool) {
    let text = "(** \(pattern) == P *)\n(** P *)\nTheorem a_x_y_b : P. Qed."
    #expect(CoqFile(path: "F/A.v", text: text).untidiness.isEmpty == matches)
  }

  @Test func linesAreShort() {
    let text = "\(String(repeating: "ρ", count: 100))\n\(String(repeating: "ρ", count: 101))\n"
    #expect(
      CoqFile(path: "Certified/A.v", text: text).untidiness == [
        "Certified/A.v:2: the line has 101 characters; break it at 100"
      ])
  }
}
