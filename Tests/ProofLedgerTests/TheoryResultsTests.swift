import ProofLedger
import Testing

@Suite("Links from docs/theory.md")
struct TheoryResultsTests {
  static let page = """
    ## Laws

    **1.1 One.** V(b)
    **1.5' Two (a).** b* and **bold**
    **1.6 Three** (arXiv), see 1.1.

    """

  @Test func resultsThatAreProvedHaveALink() {
    let results = TheoryResults(page: Self.page)
    let linked = results.linked(to: ["1.1", "1.5'"])
    #expect(
      linked == """
        ## Laws

        **1.1 One.** ([proved](proofs.md#result-1.1)) V(b)
        **1.5' Two (a).** ([proved](proofs.md#result-1.5')) b* and **bold**
        **1.6 Three** (arXiv), see 1.1.

        """)
    let again = TheoryResults(page: linked)
    #expect(again.linked(to: ["1.1", "1.5'"]) == linked)
    #expect(again.linked(to: []) == Self.page)
    let wrong = TheoryResults(page: linked.replacing("#result-1.1", with: "#result-1.6"))
    #expect(wrong.linked(to: ["1.1", "1.5'"]) == linked)
    #expect(wrong.problems(proved: ["1.1", "1.5'"]).count == 1)
    #expect(again.anchor(of: "1.5'") == "laws")
  }

  @Test func linksAreCheckedBothWays() {
    let linked = TheoryResults(page: TheoryResults(page: Self.page).linked(to: ["1.1"]))
    #expect(linked.problems(proved: ["1.1"]).isEmpty)
    #expect(
      linked.problems(proved: ["1.6"]) == [
        "docs/theory.md: result 1.1 links to proofs and has none; run make -C Proofs page",
        "docs/theory.md: result 1.6 is proved and has no link to the proofs; run make -C Proofs page",
      ])
  }
}
