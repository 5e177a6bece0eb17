import ArgumentParser
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
      print(try canonicalJSON(diagnosis), terminator: "")
    } else {
      print(diagnosis.table.terminalText(width: terminalWidth))
    }
  }
}
