import Foundation
import ProofLedger
import Testing

@Suite("The proofs, as they are kept, without Coq", .serialized)
struct RepositoryTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let laboratory = ProofLaboratory(root: root)

  @Test func sourcesHoldNothingButProofs() throws {
    #expect(try laboratory.sources.offences == [])
  }

  @Test func statementsAreThoseOfTheSources() throws {
    #expect(try laboratory.statements.differences(from: laboratory.sources) == [])
  }

  @Test func theLedgerAgreesWithEverythingItNames() throws {
    #expect(try laboratory.ledgerCheck().problems(of: laboratory.ledger) == [])
  }

  @Test func allowedAxiomsAreRead() throws {
    let allowed = try laboratory.allowedAxioms
    #expect(allowed.entry(for: "Classical_Prop.classic", in: "Scores/Softmax.v") != nil)
    #expect(allowed.entry(for: "PrimInt63.int", in: "Scores/Softmax.v") == nil)
    #expect(allowed.entry(for: "PrimInt63.int", in: "Certified/Numbers.v") == "PrimInt63.*")
    #expect(allowed.entry(for: "PrimFloat.float", in: "Certified/Numbers.v") == nil)
  }

  @Test func thePageIsThatOfTheLedger() throws {
    let updated = try laboratory.updatedPage()
    if ProcessInfo.processInfo.environment["COUNTERWEIGHT_UPDATE_DOCS"] == "1" {
      try updated.write(
        to: Self.root.appendingPathComponent("docs/proofs.md"), atomically: true, encoding: .utf8)
    } else {
      #expect(
        try laboratory.page == updated,
        "docs/proofs.md is out of date: COUNTERWEIGHT_UPDATE_DOCS=1 swift test --filter RepositoryTests")
    }
  }

  static let symbols = Result { try SymbolIndex(package: root) }

  /// Symbols of the laboratory's own files, so that the reader of Swift is tried on more than small strings.
  @Test(arguments: [
    "ScoreMoments.regret(baseline:)", "ScoreMoments.optimalBaseline", "ScoreMoments.init(of:)",
    "ResponseTable.lengthWeightedBaseline(exponent:)", "Algorithm.assignCredit(to:)", "TabularSoftmax",
    "AlgorithmPreset", "ScoreMoments.groupGradient(of:)",
  ])
  func symbolsOfSourcesAreFound(symbol: String) throws {
    #expect(try !Self.symbols.get().files(of: symbol).isEmpty)
  }
}
