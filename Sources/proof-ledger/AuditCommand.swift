import ArgumentParser
import ProofLedger

/// Prints theorems and the axioms on which they rest.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract:
      "Print the theorems by family with the axioms on which they rest; fail on what Proofs/allowed-axioms does not allow.",
    discussion: """
      Every .v file must be compiled, and must not contain Admitted, Axiom and their kin. Every theorem has a comment, and \
      its name in the header of its file; certified numbers need neither.

      Examples:
        proof-ledger audit
        proof-ledger audit --root ..
      """)

  @OptionGroup var package: PackageOptions

  func run() throws {
    let laboratory = package.laboratory
    let sources = try laboratory.sources
    try Output.fail(
      with: laboratory.offences(in: sources) + sources.untidiness.map { "Proofs/\($0)" }
        + laboratory.uncompiled(sources))
    let audit = try AssumptionAudit(of: sources, allowing: laboratory.allowedAxioms)
    let (listing, offences) = try audit.run(Coq(proofs: laboratory.proofs).compile)
    Output.write(listing)
    try Output.fail(with: offences.map { "Proofs/\($0)" })
  }
}
