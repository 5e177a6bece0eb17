import ArgumentParser
import ProofLedger

/// Writes the pages of theorems.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Write the pages of theorems from Proofs/statements.json and the ledgers.",
    discussion: """
      They are the generated part of docs/proofs.md and all of docs/proofs. Results in docs/theory.md that are proved get \
      links to them.

      Examples:
        proof-ledger page
        proof-ledger page --root ..
      """)

  @OptionGroup var package: PackageOptions

  func run() throws {
    let laboratory = package.laboratory
    let (pages, obsolete, _) = try laboratory.updatedPages()
    for (path, text) in pages.sorted(by: { $0.key < $1.key }) {
      try Output.save(text, to: path, in: laboratory.root)
    }
    for path in obsolete { try Output.remove(path, in: laboratory.root) }
  }
}
