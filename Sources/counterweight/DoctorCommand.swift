import ArgumentParser
import RunFiles
import Studies

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what this installation can do, and say how to mend it.",
    discussion: """
      Examples:
        counterweight doctor
        counterweight doctor --json
      """)

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let diagnosis = InstallationDiagnosis()
    if json {
      try Terminal.write(canonicalJSON(diagnosis))
    } else {
      try Terminal.write(diagnosis.table.terminalText(width: Terminal.tableWidth) + "\n")
    }
  }
}
