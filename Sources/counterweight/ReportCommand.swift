import ArgumentParser
import Foundation
import Studies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a finished run again, from the files in its folder.",
    discussion: """
      Examples:
        counterweight report runs/optimal-baseline
        counterweight report runs/optimal-baseline --json
      """)

  @Argument(help: "The folder of a run.")
  var directory: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let run = try FinishedRun(RunDirectory(URL(fileURLWithPath: directory)))
    if json {
      print(try canonicalJSON(run.summary), terminator: "")
    } else {
      print(run.results.verdictTable.terminalText(width: terminalWidth, style: verdictStyle))
      print("\nreport: \(run.summary.report)")
    }
  }
}
