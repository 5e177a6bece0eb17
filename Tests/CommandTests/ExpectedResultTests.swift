import Foundation
import Testing

@Suite("The committed results of the studies")
struct ExpectedResultTests {
  /// A prediction that is changed after the fact no longer matches the result that was committed with it.
  @Test(arguments: ["optimal-baseline", "asymmetric-weights", "false-penalty"])
  func expectedVerdictsAreThoseOfThePredictionsInTheStudyFile(study: String) throws {
    let output = StudyCommandTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let shrunk = DocumentationTests.shrunk(study).filter {
      !$0.hasSuffix("=[]")
    }
    let run = try Counterweight.run(["study", "run", "simulations/\(study)", "--output", output] + shrunk)
    #expect([0, 2].contains(run.exitCode), "with so little data anything may be refuted")
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
        contentsOf: Counterweight.root.appendingPathComponent("simulations/\(study)/expected.json")),
      key: "verdicts")
    #expect(!recorded.isEmpty)
    #expect(recorded == expected)
  }
}
