import ArgumentParser
import ProofLedger

struct StatementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements",
    abstract: "Ask Coq what every theorem states, and write Proofs/statements.json.",
    discussion: """
      Examples:
        proof-ledger statements
        proof-ledger statements --root ..
      """)

  @OptionGroup var package: PackageOptions

  func run() throws {
    let laboratory = package.laboratory
    let sources = try laboratory.sources
    try Output.fail(with: sources.offences.map { "Proofs/\($0)" })
    var reader = StatementReader(sources)
    let statements = try reader.run(Coq(proofs: laboratory.proofs).compile)
    try Output.save(statements.json, to: "Proofs/statements.json", in: laboratory.root)
    Output.write("Proofs/statements.json: \(statements.theorems.count) theorems and examples\n")
  }
}
