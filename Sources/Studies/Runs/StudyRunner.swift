import Foundation
import RandomStreams
import RunFiles
import Synchronization

/// Runs a study from its file to its verdicts: predict, measure, judge, report.
public struct StudyRunner<Family: StudyFamily>: Sendable {
  private let study: StudyFile<Family.Parameters>
  private let directory: RunDirectory
  private let jobs: Int
  private let configuration: String
  private let cells: [StudyCell<Family.CellResult>]

  /// A run of a study into a directory.
  ///
  /// - Parameters:
  ///   - study: the resolved study.
  ///   - directory: where results go; finished cells of an interrupted run of the same study are kept.
  ///   - jobs: how many cells are computed at once; results do not depend on it.
  /// - Throws: ``RunError`` where a parameter is out of range, or a prediction is about a quantity that the
  ///   study does not measure; nothing has been written then.
  public init(_ study: StudyFile<Family.Parameters>, directory: RunDirectory, jobs: Int) throws {
    let known = try Family.quantities(of: study.parameters)
    for prediction in study.predictions where !known.contains(prediction.quantity) {
      throw RunError(
        .badData,
        "prediction '\(prediction.id)' is about '\(prediction.quantity)', which this study does not measure;"
          + closest(to: prediction.quantity, in: known))
    }
    for prediction in study.predictions where !prediction.quantity.hasPrefix(prediction.side.rawValue + ".") {
      throw RunError(
        .badData,
        "prediction '\(prediction.id)' has side \(prediction.side.rawValue), and its quantity is"
          + " '\(prediction.quantity)'; the quantity's name must begin with its side")
    }
    self.study = study
    self.directory = directory
    self.jobs = max(1, jobs)
    configuration = contentAddress(try canonicalJSON(study.parameters))
    cells = try Family.cells(of: study.parameters, path: StreamPath(seed: study.seed)[study.id])
  }

  /// Computes what is missing, judges, and writes results and report.
  ///
  /// - Parameters:
  ///   - columns: the width of the terminal that progress is redrawn on; nil where it is none.
  ///   - log: where progress and warnings go.
  /// - Returns: the results as they were written.
  /// - Throws: ``RunError``, with everything computed so far kept.
  public func run(columns: Int?, log: @escaping @Sendable (String) -> Void) async throws -> StudyResults {
    let started = Date()
    try directory.open(configuration: try canonicalYAML(study))
    try directory.write(canonicalJSON(study.predictions), to: RunDirectory.File.predictions)
    let results = try await compute(columns: columns, log: log)
    let findings = try Family.findings(of: study.parameters, results: results)
    let confidence = Verdict.correctedConfidence(study.confidence, predictionCount: study.predictions.count)
    let outcome = StudyResults(
      id: study.id, question: study.question, confidence: study.confidence,
      verdicts: try study.predictions.map {
        try Verdict($0, measurement: findings.measurements[$0.quantity], confidence: confidence)
      },
      findings: findings)
    try directory.write(canonicalJSON(outcome), to: RunDirectory.File.results)
    try directory.append(
      RunEnvironment(
        started: started, seconds: Date().timeIntervalSince(started), overrides: study.overrides))
    try StudyReport(directory).write()
    return outcome
  }

  private func compute(
    columns: Int?, log: @escaping @Sendable (String) -> Void
  ) async throws -> [Family.CellResult] {
    let progress = StudyProgress(
      weights: Dictionary(uniqueKeysWithValues: cells.map { ($0.name, $0.weight) }), columns: columns,
      write: log)
    var results = [Family.CellResult?](repeating: nil, count: cells.count)
    var missing: [Int] = []
    for (index, cell) in cells.enumerated() {
      results[index] = try directory.storedResult(key(cell), as: Family.CellResult.self) {
        log("warning: \($0)\n")
      }
      if results[index] == nil { missing.append(index) } else { progress.resume(cell.name) }
    }
    // Long cells first, so that no core idles at the end.
    let queue = missing.sorted { cells[$0].weight > cells[$1].weight }
    try await withThrowingTaskGroup(of: (Int, Family.CellResult).self) { group in
      var next = queue.makeIterator()
      func startNext() {
        guard let index = next.next() else { return }
        group.addTask { (index, try compute(cells[index], progress: progress)) }
      }
      for _ in 0..<min(jobs, queue.count) { startNext() }
      while let (index, result) = try await group.next() {
        results[index] = result
        startNext()
      }
    }
    progress.close()
    return results.compactMap { $0 }
  }

  private func compute(
    _ cell: StudyCell<Family.CellResult>, progress: StudyProgress
  ) throws -> Family.CellResult {
    let context = CellContext(
      recordForecast: { name, forecast in
        try directory.write(canonicalJSON(forecast), to: "forecasts/\(cell.name)-\(name).json")
      },
      progress: { progress.update(cell.name, share: $0) })
    let result = try cell.run(context)
    try directory.store(result, for: key(cell))
    progress.finish(cell.name)
    return result
  }

  private func key(_ cell: StudyCell<Family.CellResult>) -> CellKey {
    CellKey(
      study: study.id, cell: cell.name, family: Family.name, seed: study.seed, configuration: configuration)
  }
}

/// The known names that share the longest beginning with a name, as the end of an error message.
private func closest(to name: String, in known: Set<String>) -> String {
  let shared = known.map { $0.commonPrefix(with: name).count }.max() ?? 0
  let near = known.filter { $0.commonPrefix(with: name).count == shared }.sorted().prefix(3)
  return " near it: \(near.joined(separator: ", "))"
}
