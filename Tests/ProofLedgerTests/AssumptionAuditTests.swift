import ProofLedger
import RunFiles
import Testing

@Suite("The audit of axioms")
struct AssumptionAuditTests {
  static let list = """
    # Classical reals.
    Classical_Prop.classic  # a reason
    Certified/ PrimInt63.*  # the operations
    """
  static let classic = "Axioms:\nClassical_Prop.classic : forall P : Prop, or P (not P)\n"
  static let integers = """
    Axioms:
    PrimInt63.int : Set
    PrimInt63.eqb : match f with
                        | pair m e => m
                        end
    """

  @Test func answersOfCoqAreRead() {
    #expect(AssumptionReport("Closed under the global context\n").axioms.isEmpty)
    #expect(AssumptionReport(Self.classic).axioms == ["Classical_Prop.classic"])
    #expect(AssumptionReport(Self.integers).axioms == ["PrimInt63.eqb", "PrimInt63.int"])
    #expect(
      AssumptionReport("Axioms:\nf is assumed to be guarded.\n").axioms == ["f is assumed to be guarded."])
  }

  @Test func aFolderMayBeAllowedMore() throws {
    let allowed = try AllowedAxioms(Self.list)
    let report = AssumptionReport(Self.classic + Self.integers)
    #expect(report.refused(by: allowed, in: "Certified/Numbers.v").isEmpty)
    #expect(
      report.entries(of: allowed, in: "Certified/Numbers.v") == ["Classical_Prop.classic", "PrimInt63.*"])
    #expect(report.refused(by: allowed, in: "Scores/Law.v") == ["PrimInt63.eqb", "PrimInt63.int"])
  }

  @Test(arguments: [
    ("Foundations/Classical_Prop.v", "", "Classical_Prop", 1),
    ("Certified/PrimInt63/A.v", "", "PrimInt63", 1),
    ("Scores/A.v", "\nModule Classical_Prop. End Classical_Prop.", "Classical_Prop", 2),
    ("Scores/A.v", "Module Import PrimInt63 := B.", "PrimInt63", 1),
    ("Scores/A.v", "Lemma classic : P.", "classic", 1),
  ])
  func noNameOfTheProjectPassesForAnAllowedAxiom(path: String, text: String, name: String, line: Int) throws {
    let sources = ProofSources(files: [CoqFile(path: path, text: text)])
    #expect(
      try AllowedAxioms(Self.list).namesakes(in: sources) == [
        "\(path):\(line): \(name) is part of the name of an allowed axiom; rename it"
      ])
  }

  @Test func aLineOfAQueryIsAboutAFile() {
    let query = CoqQuery(
      modules: ["Scores.A", "Scores.AB"],
      questions: [.init("x", "Check @Counterweight.Scores.AB.x."), .init("y", "Check y.")])
    let files = (0...9).map(query.file)
    #expect(files[1] == "Proofs/Scores/A.v")
    #expect(files[2] == "Proofs/Scores/AB.v")
    #expect(files[5] == "Proofs/Scores/AB.v")
    #expect([0, 3, 4, 6, 7, 9].allSatisfy { files[$0] == nil })
  }

  @Test func aLineOfTheListIsAnAxiom() {
    #expect(
      throws: RunError(
        .badData, "Proofs/allowed-axioms:2: 'a b' is neither an axiom nor a folder/ and an axiom")
    ) { try AllowedAxioms("# why\na b\n") }
  }

  @Test func theoremsAreListedAndOnesWithOtherAxiomsNamed() throws {
    let sources = ProofSources(files: [
      CoqFile(
        path: "Scores/A.v", text: "Theorem first : P. Qed. Lemma step : P. Qed. Example second : P. Qed."),
      CoqFile(path: "Scores/B.v", text: "Lemma alone : P. Qed."),
      CoqFile(path: "Certified/C.v", text: "Theorem third : P. Qed."),
      CoqFile(path: "Scores/D.v", text: "Theorem fourth : P. Qed."),
    ])
    let coq = RecordedCoq([
      "Scores": Self.classic + Self.integers, "Scores/A.v": Self.classic + Self.integers,
      "Scores/D.v": Self.classic, "Certified": Self.integers, "first": Self.classic,
      "second": Self.integers,
    ])
    let result = try AssumptionAudit(of: sources, allowing: AllowedAxioms(Self.list)).run(coq.compile)
    #expect(
      result.listing == """
        Scores (Classical_Prop.classic)
          Scores/A.v
            Theorem first
            Example second
          Scores/D.v
            Theorem fourth
        Certified (PrimInt63.*)
          Certified/C.v
            Theorem third

        """)
    #expect(
      result.offences == [
        "Scores/A.v: Example second rests on PrimInt63.eqb, which Proofs/allowed-axioms does not allow here",
        "Scores/A.v: Example second rests on PrimInt63.int, which Proofs/allowed-axioms does not allow here",
      ])
  }

  @Test(arguments: [(5, 1), (6, 2), (40, 4)])
  func manyQuestionsAreAskedInParts(questions: Int, parts: Int) {
    let query = CoqQuery(
      modules: ["Scores.A"], questions: (0..<questions).map { .init("\($0)", "About x\($0).") })
    #expect(query.parts(4).count == parts)
    let coq = RecordedCoq(["3": "three"])
    let answers = query.parts(4).map(coq.compile).joined(separator: "\n")
    #expect(CoqQuery.answers(in: answers).count == questions)
    #expect(CoqQuery.answers(in: answers)["3"] == "three")
  }
}
