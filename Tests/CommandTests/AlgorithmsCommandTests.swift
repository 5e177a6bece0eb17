import Foundation
import Testing

@Suite("counterweight algorithms")
struct AlgorithmsCommandTests {
  @Test func theListFitsAHundredColumns() throws {
    let outcome = try Counterweight.run(["algorithms"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("algorithm") && lines[0].contains("advantage A"))
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(
      lines.contains { $0.hasPrefix("grpo") && $0.contains("2402.03300") && $0.contains("(r − r̄) / s") })
  }

  @Test func aNameShowsItsSheet() throws {
    let outcome = try Counterweight.run(["algorithms", "gpg"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    for part in [
      "GPG (arXiv 2504.02546)\n\nA = (r − r̄) / share of live groups\n",
      "\nloss = mean over rollouts of token means of −Aℓ\n", "one success in a group of 8",
      "AMAP-ML/GPG e096da8c",
      "not groups that are live",
    ] { #expect(outcome.output.contains(part), "\(part)") }
  }

  @Test func theJSONHoldsAnAlgorithmThatOtherCommandsRead() throws {
    let outcome = try Counterweight.run(["algorithms", "grpo", "--json"])
    let sheet = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let conventions = try #require(sheet["conventions"] as? [[String: Any]])
    #expect(
      conventions.compactMap { $0["convention"] as? String } == ["paper", "verl", "trl", "openrlhf", "oat"])
    #expect(conventions[1]["source"] as? String == "verl-project/verl 1dda039b")
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".json")
    defer { try? FileManager.default.removeItem(at: file) }
    try JSONSerialization.data(withJSONObject: try #require(conventions[1]["algorithm"])).write(to: file)
    let rollouts = ["--rollouts", "docs/examples/two-groups.jsonl", "--json"]
    #expect(
      try Counterweight.run(["advantage", "--algorithm", file.path] + rollouts).output
        == Counterweight.run(["advantage", "--algorithm", "grpo", "--convention", "verl"] + rollouts).output)
  }

  @Test func theWholeCatalogueIsOneArray() throws {
    let outcome = try Counterweight.run(["algorithms", "--json"])
    let sheets = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(sheets.count == 29 && sheets[0]["name"] as? String == "reinforce")
  }

  @Test func anUnknownNameListsTheKnown() throws {
    let outcome = try Counterweight.run(["algorithms", "gpro"])
    #expect(
      outcome.errors.hasPrefix("Error: there is no algorithm \"gpro\"; known are reinforce, batch-mean,"))
    #expect(outcome.exitCode == 64 && outcome.output.isEmpty)
  }
}
