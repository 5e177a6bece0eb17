import Foundation
import Testing

@Suite("The committed result of the study of optimal baselines")
struct ExpectedResultTests {
  /// A prediction that is changed after the fact no longer matches the result that was committed with it.
  @Test func expectedVerdictsAreThoseOfThePredictionsInTheStudyFile() throws {
    let output = StudyCommandTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let shrunk = DocumentationTests.shrunk.filter { $0 != "predictions=[]" }
    let run = try Counterweight.run(
      ["study", "run", "simulations/optimal-baseline", "--output", output] + shrunk)
    #expect([0, 2].contains(run.exitCode), "with three batches anything may be refuted")
    func predictions(_ data: Data, key: String?) throws -> [NSDictionary] {
      let json = try JSONSerialization.jsonObject(with: data)
      guard let key else { return json as? [NSDictionary] ?? [] }
      let verdicts = (json as? [String: Any])?[key] as? [[String: Any]]
      return verdicts?.compactMap { $0["prediction"] as? NSDictionary } ?? []
    }
    let recorded = try predictions(
      Data(contentsOf: URL(fileURLWithPath: output + "/predictions.json")), key: nil)
    let expected = try predictions(
      Data(
        contentsOf: Counterweight.root.appendingPathComponent("simulations/optimal-baseline/expected.json")),
      key: "verdicts")
    #expect(!recorded.isEmpty)
    #expect(recorded == expected)
  }
}
