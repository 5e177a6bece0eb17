import ArgumentParser
import ProofLedger

struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Write the generated part of docs/proofs.md from Proofs/statements.json and Proofs/ledger.yml.",
    discussion: """
      Examples:
        proof-ledger page
        proof-ledger page --root ..
      """)

  @OptionGroup var package: PackageOptions

  func run() throws {
    let laboratory = package.laboratory
    try Output.save(laboratory.updatedPage(), to: "docs/proofs.md", in: laboratory.root)
  }
}
