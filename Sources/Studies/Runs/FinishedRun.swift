import Reporting
import RunFiles

/// A run with its results.
public struct FinishedRun: Sendable {
  /// What a script wants to know of a run.
  public struct Summary: Codable, Sendable {
    /// The study's name.
    public let id: String
    /// The folder of the run.
    public let directory: String
    /// The page to open.
    public let report: String
    /// A verdict for every prediction.
    public let verdicts: [Verdict]
  }

  /// What was found.
  public let results: StudyResults
  private let directory: RunDirectory

  init(results: StudyResults, directory: RunDirectory) {
    self.results = results
    self.directory = directory
  }

  /// Reads a run's folder and writes its report again.
  ///
  /// - Throws: ``RunError`` where the folder is no run, or the run is unfinished or damaged.
  public init(_ directory: RunDirectory) throws {
    let report = StudyReport(directory)
    self.init(results: try report.results(), directory: directory)
    try report.write()
  }

  /// The verdicts and the place of the report, for a terminal.
  public func text(width: Int?, style: TerminalStyle) -> String {
    "\(results.verdictTable.terminalText(width: width, style: style))\n\nreport: \(summary.report)\n"
  }

  /// The run in brief.
  public var summary: Summary {
    Summary(
      id: results.id, directory: directory.url.relativePath, report: StudyReport(directory).url.relativePath,
      verdicts: results.verdicts)
  }
}
