import AlgorithmReference
import Algorithms
import ArgumentParser
import RunFiles
import Studies

struct AlgorithmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "algorithms",
    abstract: "The algorithms of the catalogue, and where papers and libraries disagree on them.",
    discussion: """
      With a name it shows the formula, every part as one sets it, what small batches of the awkward kind get, and \
      the settings in which conventions differ. What --json prints under "algorithm" can be saved, changed and given \
      to --algorithm of other commands.

      Examples:
        counterweight algorithms
        counterweight algorithms grpo
        counterweight algorithms c-rf --convention verl-agent
        counterweight algorithms rloo --json
      """)

  @Argument(help: "The name of an algorithm; without one, all are listed.")
  var name: String?

  @Option(help: "Whose reading of the algorithm; by default the paper's.")
  var convention: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let width = Terminal.tableWidth ?? Terminal.pageWidth
    switch (try name.map(sheet), json) {
    case (let sheet?, true): try Terminal.write(canonicalJSON(sheet))
    case (let sheet?, false): try Terminal.write(sheet.text(width: width))
    case (nil, true):
      try Terminal.write(canonicalJSON(AlgorithmPreset.allCases.map { try AlgorithmSheet($0) }))
    case (nil, false): try Terminal.write(CatalogueTable.short.terminalText(width: width) + "\n")
    }
  }

  func validate() throws {
    if convention != nil && name == nil {
      throw ValidationError("--convention needs the name of an algorithm")
    }
  }

  private func sheet(_ name: String) throws -> AlgorithmSheet {
    let preset = try AlgorithmPreset(named: name)
    return try AlgorithmSheet(preset, convention: preset.convention(named: convention))
  }
}
