import ArgumentParser
import ProofLedger
import RunFiles

/// Writes digests into the ledgers.
struct AcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Write digests into the ledgers: it says that a person has compared formula and statement.",
    discussion: """
      Entries with digest: "" get the digest that their statement has now, and so do the theorems that are named.

      Examples:
        proof-ledger accept
        proof-ledger accept optimal_baseline_is_unique --root ..
      """)

  @Argument(help: "Theorems whose statement was read again.")
  var theorems: [String] = []

  @OptionGroup var package: PackageOptions

  func run() throws {
    let laboratory = package.laboratory
    let statements = try laboratory.statements
    guard try statements.differences(from: laboratory.sources).isEmpty else {
      throw RunError(
        .failure, "Proofs/statements.json is not what the files state; run make -C Proofs statements first")
    }
    let known = Set(try laboratory.ledgers.flatMap(\.entries).map(\.theorem))
    if let name = theorems.first(where: { !known.contains($0) }) {
      throw RunError(.badData, "no ledger has an entry for '\(name)'; run make -C Proofs check for entries")
    }
    let acceptance = LedgerAcceptance(of: statements, naming: theorems)
    var count = 0
    for (family, text) in try laboratory.ledgerTexts {
      let (yaml, accepted) = acceptance.accepted(text)
      guard !accepted.isEmpty else { continue }
      count += accepted.count
      try Output.save(yaml, to: family.ledger, in: laboratory.root)
      Output.write(accepted.map { "\(family.ledger): \($0)\n" }.joined())
    }
    if count == 0 {
      Output.write("nothing to accept: no entry lacks a digest, and those named have theirs\n")
    }
  }
}
