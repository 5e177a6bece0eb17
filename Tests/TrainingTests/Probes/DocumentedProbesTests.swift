import Foundation
import Testing
import Training

/// What docs/training.md shows of the probes is what runs.
@Suite("The probes on the page on training")
struct DocumentedProbesTests {
  @Test func theExampleIsTheOneTestedHere() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let page = try String(
      contentsOf: folder.appendingPathComponent("../../../docs/training.md").standardized, encoding: .utf8)
    let blocks = page.components(separatedBy: "```swift\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    let source = try String(
      contentsOf: folder.appendingPathComponent("DocumentedProbes.swift"), encoding: .utf8)
    #expect(blocks == [source])
  }

  @Test func theExampleMeasures() throws {
    let probes = try DocumentedProbes()
    let share = try #require(probes.falsePenaltyShare)
    #expect((0...1).contains(share))
    #expect(probes.mobilities.count == 8)
    #expect(probes.scoreNorms.count == 64 && probes.scoreNorms.allSatisfy { $0 > 0 })
    #expect(probes.tokenScoreNorms.count == 64)
    // The score of a response is the sum of those of its T tokens, so that |s|² ≤ T Σ|s_t|².
    for (whole, parts) in zip(probes.scoreNorms, probes.tokenScoreNorms) {
      let bound = Double(parts.count) * parts.reduce(0, +)
      #expect(whole <= bound * (1 + 64 * Double(Float.ulpOfOne)))
    }
  }
}
