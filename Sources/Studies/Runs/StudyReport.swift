import Foundation
import Reporting
import RunFiles

/// The report of a run directory, made from nothing but the files in it.
public struct StudyReport {
  private let directory: RunDirectory

  /// The report of a run.
  public init(_ directory: RunDirectory) {
    self.directory = directory
  }

  /// Where the page is.
  public var url: URL { directory.url.appendingPathComponent(RunDirectory.File.report) }

  /// The results of the run.
  ///
  /// - Throws: ``RunError`` where the directory is no run, or the run is unfinished or damaged.
  public func results() throws -> StudyResults {
    let place = directory.url.relativePath
    guard FileManager.default.fileExists(atPath: directory.url.path) else {
      throw RunError(.missingInput, "there is no folder \(place); `counterweight study run` makes one")
    }
    guard try directory.text(RunDirectory.File.study) != nil else {
      throw RunError(.missingInput, "\(place) is not a run directory: it has no study.yml")
    }
    guard let text = try directory.text(RunDirectory.File.results) else {
      throw RunError(
        .badData, "\(place) is unfinished: it has no results.json; run its study with --output \(place) again"
      )
    }
    do {
      return try decodeCanonicalJSON(StudyResults.self, from: text)
    } catch {
      throw RunError(
        .badData, "\(place)/results.json is damaged; delete it and run the study with --output \(place) again"
      )
    }
  }

  /// Writes report.html and, where gnuplot is installed, every figure as a file of its own in figures/.
  ///
  /// - Throws: ``RunError`` as ``results()``, or where the page cannot be written.
  public func write() throws {
    let results = try results()
    let gnuplot = Gnuplot.locate()
    let sections = results.findings.sections.map { section in
      Section(
        heading: section.heading, paragraphs: section.paragraphs, tables: section.tables,
        figures: section.figures.map { RenderedFigure(drawing: $0, with: gnuplot) })
    }
    for figure in sections.flatMap(\.figures) {
      if let svg = figure.svg { try directory.write(svg, to: "figures/\(figure.figure.id).svg") }
    }
    let page = HTMLReport(
      title: results.id, question: results.question, verdicts: results.verdictTable,
      sections: [statements(results)] + sections,
      footer: [
        "Counterweight \(Counterweight.version). Predictions were written to predictions.json before anything was"
          + " measured; every number here is in results.json, and facts about the machine are in"
          + " environment.json."
      ])
    try directory.write(page.html(), to: RunDirectory.File.report)
  }

  private func statements(_ results: StudyResults) -> Section {
    Section(
      heading: "What was predicted",
      paragraphs: [
        "A prediction holds if its interval lies inside the predicted region, is refuted if it lies outside, and"
          + " is inconclusive otherwise."
      ],
      tables: [
        Table(
          title: "Predictions",
          columns: ["prediction", "statement", "quantity", "established"].map { Column(header: $0) },
          rows: results.verdicts.map {
            [
              $0.prediction.id, "\($0.prediction.statement) [\($0.prediction.source)]",
              breakable($0.prediction.quantity),
              $0.prediction.established ? "yes" : "no",
            ]
          })
      ])
  }

  /// The dotted name of a quantity with places where a narrow column may break it.
  private func breakable(_ name: String) -> String {
    name.replacingOccurrences(of: ".", with: ".\u{200B}")
      .replacingOccurrences(of: "WeightedLeave", with: "Weighted\u{200B}Leave")
      .replacingOccurrences(of: "toLeaveOneOutAt", with: "toLeaveOneOut\u{200B}At")
  }
}
