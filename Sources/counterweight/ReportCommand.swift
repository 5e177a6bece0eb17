import ArgumentParser
import Foundation
import RunFiles
import Studies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a finished run again, from the files in its folder.",
    discussion: """
      Examples:
        counterweight report runs/mine
        counterweight report runs/mine --json
      """)

  @Argument(help: "The folder of a run.")
  var directory: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let run = try FinishedRun(RunDirectory(URL(fileURLWithPath: directory)))
    if json {
      try Terminal.write(canonicalJSON(run.summary))
    } else {
      try Terminal.write(run.text(width: Terminal.tableWidth, style: Terminal.style))
    }
  }
}
