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

  @Test func theoremsAreDescribed() throws {
    #expect(try laboratory.sources.untidiness == [])
  }

  @Test func ledgersAgreeWithEverythingTheyName() throws {
    #expect(try laboratory.ledgerCheck().problems(of: laboratory.ledgers) == [])
  }

  @Test func pagesAndNumbersAreThoseOfStatementsAndLedgers() throws {
    #expect(try laboratory.staleness() == [])
  }

  @Test func allowedAxiomsAreRead() throws {
    let allowed = try laboratory.allowedAxioms
    #expect(allowed.entry(for: "Classical_Prop.classic", in: "Scores/Softmax.v") != nil)
    #expect(allowed.entry(for: "PrimInt63.int", in: "Scores/Softmax.v") == nil)
    #expect(allowed.entry(for: "PrimInt63.int", in: "Certified/Numbers.v") == "PrimInt63.*")
    #expect(allowed.entry(for: "PrimFloat.float", in: "Certified/Numbers.v") == nil)
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
