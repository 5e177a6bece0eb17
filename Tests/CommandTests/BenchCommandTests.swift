import Foundation
import Testing

@Suite("counterweight bench")
struct BenchCommandTests {
  static func object(_ output: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(output.utf8))
  }

  @Test func timesACase() throws {
    let outcome = try Counterweight.run(["bench", "train", "d32", "--runs", "1", "--json"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors == "timing d32\n")
    let timing = try #require((Self.object(outcome.output) as? [[String: Any]])?.first)
    #expect(timing["name"] as? String == "d32")
    #expect(timing["rollouts"] as? Int == 64 && timing["liveRollouts"] as? Int == 64)
    #expect(timing["slots"] as? Int == 64 * 13 && timing["responseTokens"] as? Int == 64 * 13)
    for name in ["sampling", "training", "reinforcement", "reinforcementWall", "matrixRate"] {
      let value = try #require(timing[name] as? Double)
      #expect(value > 0, "\(name)")
    }
  }

  @Test func recordsWhatIsPlayed() throws {
    let outcome = try Counterweight.run(["bench", "record", "d32"])
    let record = try #require(Self.object(outcome.output) as? [String: Any])
    let prompts = try #require(record["prompts"] as? [[Int]])
    #expect(prompts.count == 64 && prompts.allSatisfy { $0.count == 13 })
    #expect(prompts[0] == prompts[7] && prompts[7] != prompts[8], "groups of 8")
    #expect(record["responseLengths"] as? [Int] == Array(repeating: 13, count: 64))
  }

  @Test func refusesWhatThereIsNot() throws {
    let cases = "d32, d32-wide, d48, d64, d128, running-sum, reversal, grid"
    for arguments in [["bench", "train", "d1"], ["bench", "record", "d1"]] {
      let outcome = try Counterweight.run(arguments)
      #expect(outcome.exitCode == 64)
      #expect(outcome.errors.hasPrefix("Error: there is no case 'd1'; the cases are \(cases)\n"))
    }
    let width = try Counterweight.run(["bench", "norms", "--width", "33"])
    #expect(width.exitCode == 64)
    #expect(width.errors.hasPrefix("Error: --width is 33; it must be a multiple of 32, 32 or more\n"))
  }
}
