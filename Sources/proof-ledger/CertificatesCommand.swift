import ArgumentParser
import ProofLedger

/// Writes certified.json.
struct CertificatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificates",
    abstract: "Write certified.json, which tests read, from the statements of Proofs/Certified.",
    discussion: """
      Examples:
        proof-ledger certificates
        proof-ledger certificates --root ..
      """)

  @OptionGroup var package: PackageOptions

  func run() throws {
    let laboratory = package.laboratory
    let numbers = try laboratory.certifiedNumbers
    try Output.save(numbers.json, to: CertifiedNumbers.path, in: laboratory.root)
    Output.write("\(CertifiedNumbers.path): \(numbers.certificates.count) numbers\n")
  }
}
