import Foundation
import RunFiles
import Studies
import Testing

@Suite("Runs of a tiny study of weights")
struct AsymmetricWeightsTests {
  static let tiny = StudyFileTests.tiny.deletingLastPathComponent().appendingPathComponent("tiny-weights.yml")

  static func launch(_ output: URL, _ overrides: [String] = []) throws -> StudyLaunch {
    try StudyLaunch(path: tiny.path, overrides: overrides, output: output.path, quick: false)
  }

  @Test func threadsLeaveNoTraceAndVerdictsFollow() async throws {
    let folder = try TemporaryFolder()
    let outputs = ["first", "second"].map { folder.url.appendingPathComponent($0) }
    let run = try await Self.launch(outputs[0]).run(jobs: 1, columns: nil) { _ in }
    _ = try await Self.launch(outputs[1]).run(jobs: 3, columns: nil) { _ in }
    #expect(try RunTests.contents(outputs[0]) == RunTests.contents(outputs[1]))
    #expect(run.results.verdicts.map(\.outcome) == [.holds, .refuted, .holds])
    #expect(!run.results.refutesAnEstablishedPrediction)
    // An exact quantity has an interval of no width.
    let interval = try #require(run.results.verdicts[1].interval)
    #expect(interval.lower == interval.upper && interval.lower == run.results.verdicts[1].value)
    let figures = run.results.findings.sections.flatMap(\.figures)
    #expect(Set(figures.map(\.id)) == ["degradation", "noise-short-regular-n8"])
    #expect(figures.allSatisfy { figure in figure.series.allSatisfy { !$0.points.isEmpty } })
  }

  @Test(arguments: [
    (
      "parameters.degradation.range=long",
      "there is no range 'long' in parameters.ranges; it has short"
    ),
    (
      "parameters.degradation.setting=odd",
      "there is no setting 'odd' in parameters.settings; it has regular"
    ),
    ("parameters.replicates=1", "parameters.replicates is 1; it must be between 2 and 10000"),
    (
      "parameters.settings=[{name: regular, clock: regular, mobility: natural, budget: money}]",
      "parameters.settings 'regular'.budget is 'money'; it must be one of progress, log-odds, squared-weight"
    ),
    (
      "parameters.simulations=[{ranges: [short, short], groupSizes: [8], updates: [20, 200], prompts: 64}]",
      "parameters.simulations lists range short, groups of 8 and 20 updates twice"
    ),
    (
      "parameters.algorithms=[rloo, rloo]",
      "parameters.algorithms must be at least one, each with a name of its own"
    ),
  ])
  func parametersOutOfRangeAreRefused(override: String, message: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: RunError.self) {
      try Self.launch(folder.url.appendingPathComponent("run"), [override])
    }
    #expect(error?.description == message)
  }
}
