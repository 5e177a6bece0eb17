import Foundation
import Testing

@Suite("counterweight plan")
struct PlanCommandTests {
  static let example = ["plan", "--rates", "docs/examples/pass-rates.csv", "--resamples", "20"]

  @Test func theSameSeedGivesTheSameBytes() throws {
    let runs = try ["1", "1", "2"].map { try Counterweight.run(Self.example + ["--json", "--seed", $0]) }
    #expect(runs[0].exitCode == 0 && runs[0].errors.isEmpty)
    #expect(runs[0].output == runs[1].output)
    #expect(runs[0].output != runs[2].output)
  }

  @Test func everyLineFitsAPage() throws {
    let outcome = try Counterweight.run(Self.example)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func theKeysAreThoseOfTheDocumentation() throws {
    let outcome = try Counterweight.run(Self.example + ["--json"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(Set(object.keys) == ["population", "settings", "groups", "algorithms", "probes"])
    let group = try #require((object["groups"] as? [[String: Any]])?.first)
    #expect(
      Set(group.keys) == [
        "groupSize", "deadShare", "allFailShare", "allSucceedShare", "groupsPerLiveGroup", "plugInDeadShare",
        "expectedPlugInDeadShare",
      ])
    let plan = try #require((object["algorithms"] as? [[String: Any]])?.first)
    #expect(Set(plan.keys) == ["algorithm", "assumptions", "groups", "recommendation"])
    let rule = try #require((plan["groups"] as? [[String: Any]])?.first)
    #expect(
      Set(rule.keys) == [
        "groupSize", "usefulShare", "signalShare", "signalPerRollout", "relativeSignalPerRollout", "updates",
        "rolloutsPerPrompt", "bands",
      ])
    #expect(Set((rule["updates"] as? [String: Any] ?? [:]).keys) == ["value", "lower", "upper"])
  }

  @Test func ratesHaveNoIntervals() throws {
    let outcome = try Counterweight.run(["plan", "--rates", "0,0.5", "--group-size", "4", "--json"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let plan = try #require((object["algorithms"] as? [[String: Any]])?.first)
    let rule = try #require((plan["groups"] as? [[String: Any]])?.first)
    #expect((rule["updates"] as? [String: Any])?["value"] is NSNull)
    #expect(
      rule["unreachable"] as? String
        == "prompts that never succeed, or less than once in a million, keep the mean success rate below 0.5, and the target is 0.8"
    )
  }

  /// The weight of pass@k falls like (1 − ρ)³ and is above 0 wherever a prompt must pass.
  @Test func aWeightThatVanishesAtOneReachesATarget() throws {
    let outcome = try Counterweight.run([
      "plan", "--rates", "0.1,0.2,0.3", "--target", "0.5", "--algorithms", "pass-at-k", "--group-size", "8",
      "--json",
    ])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let plan = try #require((object["algorithms"] as? [[String: Any]])?.first)
    let rule = try #require((plan["groups"] as? [[String: Any]])?.first)
    #expect(((rule["updates"] as? [String: Any])?["value"] as? Double ?? 0) > 0)
    #expect(rule["unreachable"] == nil)
  }

  static let faults: [(arguments: [String], exitCode: Int32, line: String)] = [
    (
      ["--rates", "nowhere.csv"], 66,
      "there is no file nowhere.csv; --rates takes numbers between commas, a mixture such as beta(2,5), or a file"
    ),
    (["--rates", "0.1,1.5"], 65, "the success rate of prompt 2 is 1.5; it must be between 0 and 1"),
    (["--rates", "0.5*beta(1,2)"], 65, "the weights of the mixture sum to 0.5; they must sum to 1"),
    (
      ["--rates", "docs/examples/near-ties.jsonl"], 65,
      "docs/examples/near-ties.jsonl, line 1: the columns are \"group\", \"reward\"; name one rate, or two successes and attempts"
    ),
    (["--rates", "docs"], 74, "docs cannot be read; is it a file, and may you read it?"),
    (["--rates", "0.5", "--group-size", "0"], 64, "a group size is 0; it must be between 1 and 1024"),
    (
      ["--rates", "0.5", "--algorithms", "reinforce++"], 65,
      "reinforce++: its baseline, mean over the batch's rollouts, reads other groups; a plan needs a rule of a prompt's own group"
    ),
    (
      ["--rates", "0.5", "--algorithms", "pass-at-k", "--group-size", "2"], 65,
      "pass-at-k with 2 rollouts: pass@4 needs at least 4 rollouts in every group; this one has 2"
    ),
  ]

  @Test(arguments: faults)
  func errorsAreOneLine(arguments: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(["plan"] + arguments)
    #expect(outcome.errors == "Error: \(line)\n")
    #expect(outcome.exitCode == exitCode)
  }
}
