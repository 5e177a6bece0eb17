import ArgumentParser
import Foundation
import ProofLedger

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
      with: (sources.offences + sources.untidiness).map { "Proofs/\($0)" }
        + uncompiled(sources, in: laboratory.proofs))
    let audit = try AssumptionAudit(of: sources, allowing: laboratory.allowedAxioms)
    let (listing, offences) = try audit.run(Coq(proofs: laboratory.proofs).compile)
    Output.write(listing)
    try Output.fail(with: offences.map { "Proofs/\($0)" })
  }

  /// Files that are not compiled, or were changed since.
  private func uncompiled(_ sources: ProofSources, in folder: URL) -> [String] {
    func date(_ path: String) -> Date? {
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: folder.appendingPathComponent(path).path)
      return attributes?[.modificationDate] as? Date
    }
    return sources.files.filter { file in
      guard let written = date(file.path), let compiled = date(file.path + "o") else { return true }
      return compiled < written
    }.map { "Proofs/\($0.path) is not compiled; run make -C Proofs" }
  }
}
