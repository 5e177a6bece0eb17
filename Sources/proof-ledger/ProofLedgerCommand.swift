import ArgumentParser
import Foundation
import RunFiles

/// The command line of the proofs.
@main
struct ProofLedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof-ledger",
    abstract: "Hold the proofs in Proofs against Coq, the documentation and the Swift sources.",
    discussion: """
      make -C Proofs compiles the proofs and then runs these. Exit codes: 0 success; 1 something does not agree; \
      64 wrong usage; 65 bad data; 66 missing input; 74 input/output error.

      Examples:
        proof-ledger audit
        proof-ledger statements
        proof-ledger check
        proof-ledger accept
        proof-ledger page
      """,
    subcommands: [
      AuditCommand.self, StatementsCommand.self, CheckCommand.self, AcceptCommand.self, PageCommand.self,
      CertificatesCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as RunError {
      Output.tell("Error: \(error)\n")
      Foundation.exit(error.exitCode.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
