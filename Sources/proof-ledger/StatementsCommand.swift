import ArgumentParser
import ProofLedger

/// Writes statements.json.
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
    try Output.fail(with: laboratory.offences(in: sources) + laboratory.uncompiled(sources))
    var reader = StatementReader(sources)
    let statements = try reader.run(Coq(proofs: laboratory.proofs).compile)
    try Output.save(statements.json, to: "Proofs/statements.json", in: laboratory.root)
    Output.write("Proofs/statements.json: \(statements.theorems.count) theorems and examples\n")
  }
}
