import Foundation
import RunFiles
import Studies
import Testing

@Suite("Runs of a tiny study")
struct RunTests {
  static func run(_ output: URL, jobs: Int, overrides: [String] = []) async throws -> FinishedRun {
    try await StudyLaunch(
      path: StudyFileTests.tiny.path, overrides: overrides, output: output.path, quick: false
    ).run(jobs: jobs, columns: nil) { _ in }
  }

  /// Every file of a run that must be the same whenever the study is.
  static func contents(_ run: URL) throws -> [String: Data] {
    let files = try #require(FileManager.default.enumerator(atPath: run.path)?.allObjects as? [String])
    var contents: [String: Data] = [:]
    for file in files where file != "environment.json" {
      contents[file] = try? Data(contentsOf: run.appendingPathComponent(file))
    }
    return contents
  }

  @Test func threadsAndInterruptionsLeaveNoTrace() async throws {
    let folder = try TemporaryFolder()
    let first = folder.url.appendingPathComponent("first")
    let second = folder.url.appendingPathComponent("second")
    _ = try await Self.run(first, jobs: 1)
    _ = try await Self.run(second, jobs: 3)
    let complete = try Self.contents(first)
    #expect(complete.keys.filter { $0.hasPrefix("cells/") && $0.hasSuffix(".json") }.count == 5)
    #expect(complete.keys.filter { $0.hasPrefix("forecasts/") }.count == 5)
    #expect(try Self.contents(second) == complete)

    // As after a kill: some cells and everything that follows from them are missing.
    for file in complete.keys.filter({ $0.contains("seed-1-") || $0.contains("policy-pair-") }) {
      try FileManager.default.removeItem(at: second.appendingPathComponent(file))
    }
    for file in ["results.json", "report.html"] {
      try FileManager.default.removeItem(at: second.appendingPathComponent(file))
    }
    _ = try await Self.run(second, jobs: 2)
    #expect(try Self.contents(second) == complete)
  }

  @Test func verdictsFollowTheRules() async throws {
    let folder = try TemporaryFolder()
    let run = try await Self.run(folder.url.appendingPathComponent("run"), jobs: 2)
    #expect(run.results.verdicts.map(\.outcome) == [.holds, .inconclusive])
    #expect(run.results.verdicts[1].reason == "preliminary: 2 of at least 3 seeds")
    #expect(!run.results.refutesAnEstablishedPrediction)
  }

  @Test func aRunOfAnotherConfigurationIsRefused() async throws {
    let folder = try TemporaryFolder()
    let output = folder.url.appendingPathComponent("run")
    _ = try await Self.run(output, jobs: 2)
    await #expect {
      _ = try await Self.run(output, jobs: 2, overrides: ["seed=4"])
    } throws: {
      ($0 as? RunError)?.exitCode == .badData
        && "\($0)".hasSuffix(
          "holds a run of another configuration, or its study.yml is damaged; choose another folder with --output"
        )
    }
  }

  @Test func aDamagedCellIsKeptAsideAndComputedAgain() async throws {
    let folder = try TemporaryFolder()
    let output = folder.url.appendingPathComponent("run")
    _ = try await Self.run(output, jobs: 2)
    let complete = try Self.contents(output)
    let cell = try #require(complete.keys.first { $0.contains("policy-pair-") && $0.hasPrefix("cells/") })
    try Data("{\"key\": ".utf8).write(to: output.appendingPathComponent(cell))
    _ = try await Self.run(output, jobs: 2)
    var mended = try Self.contents(output)
    #expect(mended.removeValue(forKey: cell + ".damaged") == Data("{\"key\": ".utf8))
    #expect(mended == complete)
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() async throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("file")
    try Data().write(to: file)
    await #expect {
      _ = try await Self.run(file.appendingPathComponent("run"), jobs: 1)
    } throws: {
      ($0 as? RunError)?.exitCode == .inputOutput && "\($0)".hasPrefix("cannot create ")
        && "\($0)".hasSuffix("choose another folder with --output")
    }
  }

  @Test func unfinishedAndDamagedRunsSayWhatToDo() async throws {
    let folder = try TemporaryFolder()
    let output = folder.url.appendingPathComponent("run")
    func message() -> String {
      do {
        _ = try FinishedRun(RunDirectory(output))
        return "none"
      } catch {
        return "\(error)".replacingOccurrences(of: output.relativePath, with: "RUN")
      }
    }
    #expect(message() == "there is no folder RUN; `counterweight study run` makes one")
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    #expect(message() == "RUN is not a run directory: it has no study.yml")
    _ = try await Self.run(output, jobs: 2)
    #expect(message() == "none")
    let results = output.appendingPathComponent("results.json")
    try Data("{".utf8).write(to: results)
    #expect(message() == "RUN/results.json is damaged; delete it and run the study with --output RUN again")
    try FileManager.default.removeItem(at: results)
    #expect(message() == "RUN is unfinished: it has no results.json; run its study with --output RUN again")
  }
}
