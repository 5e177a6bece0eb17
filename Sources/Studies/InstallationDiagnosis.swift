import Foundation
import GSLNumerics
import Reporting
import RunFiles
import Transformer

/// What this installation can do, and how to mend what it cannot.
public struct InstallationDiagnosis: Codable, Sendable {
  /// One thing that was looked at.
  public struct Check: Codable, Sendable {
    /// What it is.
    public let name: String
    /// Whether it is as it should be.
    public let isFine: Bool
    /// What was found.
    public let found: String
    /// What to do about it; nil where nothing needs doing.
    public let remedy: String?
  }

  /// All checks, in a fixed order.
  public let checks: [Check]

  /// Looks at the installation.
  public init() {
    let gnuplot = Gnuplot.locate()
    let gnuplotVersion = gnuplot.flatMap { try? $0.version() }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    checks = [
      Check(name: "GSL", isFine: true, found: GSL.version, remedy: nil),
      Check(
        name: "vector instructions", isFine: VectorInstructions.fusesProducts, found: VectorInstructions.name,
        remedy: VectorInstructions.fusesProducts
          ? nil
          : "training is several times slower: build on a processor with AVX2, without COUNTERWEIGHT_BASELINE"
      ),
      Check(name: "processor cores", isFine: true, found: "\(cores)", remedy: nil),
      Check(
        name: "figures", isFine: gnuplotVersion != nil, found: gnuplotVersion ?? "gnuplot is missing",
        remedy: gnuplotVersion == nil ? "reports show tables instead: apt-get install gnuplot-nox" : nil),
    ]
  }

  /// The checks as a table.
  public var table: Table {
    Table(
      title: "Counterweight \(Counterweight.version)",
      columns: [
        Column(header: "part"), Column(header: ""), Column(header: "found"), Column(header: "remedy"),
      ],
      rows: checks.map { [$0.name, $0.isFine ? "ok" : "missing", $0.found, $0.remedy ?? ""] })
  }
}
