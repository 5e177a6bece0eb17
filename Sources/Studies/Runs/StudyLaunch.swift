import Foundation
import RunFiles

/// A study about to run: its file resolved, its family found, its folder chosen.
public struct StudyLaunch: Sendable {
  private let start: @Sendable (Int, Int?, @escaping @Sendable (String) -> Void) async throws -> StudyResults
  private let directory: RunDirectory

  /// Resolves a study.
  ///
  /// - Parameters:
  ///   - path: a study file, or a folder that holds exactly one.
  ///   - overrides: `key=value` settings.
  ///   - output: the run's folder; nil for runs/ and a name made of the study and its settings.
  ///   - quick: whether to apply the study's own `quick` settings.
  /// - Throws: ``RunError`` where anything about it is wrong; nothing has been written then.
  public init(path: String, overrides: [String], output: String?, quick: Bool) throws {
    let file = try Self.studyFile(at: path)
    let header = try StudyHeader.read(file)
    switch header.family {
    case OptimalBaselineStudy.name:
      (start, directory) = try Self.prepare(
        OptimalBaselineStudy.self, file: file, overrides: overrides, output: output, quick: quick)
    case AsymmetricWeightsStudy.name:
      (start, directory) = try Self.prepare(
        AsymmetricWeightsStudy.self, file: file, overrides: overrides, output: output, quick: quick)
    case FalsePenaltyStudy.name:
      (start, directory) = try Self.prepare(
        FalsePenaltyStudy.self, file: file, overrides: overrides, output: output, quick: quick)
    default:
      throw Self.unknownFamily(header.family, file: file)
    }
  }

  /// Runs the study to its verdicts.
  ///
  /// - Parameters:
  ///   - jobs: how many cells at once.
  ///   - columns: the width of the terminal that progress is redrawn on; nil where it is none.
  ///   - log: where progress and warnings go.
  /// - Throws: ``RunError``, with everything computed so far kept.
  public func run(
    jobs: Int, columns: Int?, log: @escaping @Sendable (String) -> Void
  ) async throws -> FinishedRun {
    let results = try await start(jobs, columns, log)
    return FinishedRun(results: results, directory: directory)
  }

  private static func prepare<Family: StudyFamily>(
    _ family: Family.Type, file: URL, overrides: [String], output: String?, quick: Bool
  ) throws -> (
    @Sendable (Int, Int?, @escaping @Sendable (String) -> Void) async throws -> StudyResults, RunDirectory
  ) {
    if output?.isEmpty == true {
      throw RunError(.usage, "--output is empty; name a folder, or leave it out")
    }
    let study = try StudyFile<Family.Parameters>.read(file, overrides: overrides, quick: quick)
    guard study.family == Family.name else { throw unknownFamily(study.family, file: file) }
    let name = "\(study.id)-\(contentAddress(try canonicalJSON(study)).prefix(8))"
    let directory = RunDirectory(URL(fileURLWithPath: output ?? "runs/\(name)"))
    _ = try StudyRunner<Family>(study, directory: directory, jobs: 1)
    return (
      { jobs, columns, log in
        try await StudyRunner<Family>(study, directory: directory, jobs: jobs)
          .run(columns: columns, log: log)
      }, directory
    )
  }

  private static func unknownFamily(_ family: String, file: URL) -> RunError {
    RunError(
      .badData,
      "\(file.lastPathComponent): family is '\(family)'; it must be \(OptimalBaselineStudy.name),"
        + " \(AsymmetricWeightsStudy.name) or \(FalsePenaltyStudy.name)")
  }

  private static func studyFile(at path: String) throws -> URL {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw RunError(
        .missingInput, "there is no file or folder \(path); `counterweight study list` shows the studies")
    }
    let url = URL(fileURLWithPath: path)
    guard isFolder.boolValue else { return url }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yml") }
    guard let name = names.first, names.count == 1 else {
      throw RunError(
        .missingInput, "folder \(path) holds \(names.count) study files (*.yml); name the one to run")
    }
    return url.appendingPathComponent(name)
  }
}
