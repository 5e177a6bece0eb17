import ArgumentParser
import ProofLedger

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Hold Proofs/statements.json against Coq, and the ledger and docs/proofs.md against everything they name.",
    discussion: """
      Entries that the ledger lacks are printed, ready to be filled in.

      Examples:
        proof-ledger check
        proof-ledger check --root ..
        proof-ledger check --without-coq
      """)

  @OptionGroup var package: PackageOptions

  @Flag(name: .customLong("without-coq"), help: "Hold the statements against the text of the proofs alone.")
  var withoutCoq = false

  func run() throws {
    let laboratory = package.laboratory
    let sources = try laboratory.sources
    let statements = try laboratory.statements
    var problems = sources.offences.map { "Proofs/\($0)" }
    if withoutCoq {
      problems += statements.differences(from: sources)
    } else {
      var reader = StatementReader(sources)
      problems += statements.differences(from: try reader.run(Coq(proofs: laboratory.proofs).compile))
    }
    let check = try laboratory.ledgerCheck()
    let ledger = try laboratory.ledger
    problems += check.problems(of: ledger)
    if try laboratory.page != laboratory.updatedPage() {
      problems.append("docs/proofs.md is out of date; run make -C Proofs page")
    }
    Output.write(check.missing(in: ledger).map(LedgerEntry.stub).joined())
    try Output.fail(with: problems)
    Output.write(
      "\(statements.theorems.count) theorems and examples agree with the ledger and docs/proofs.md\n")
  }
}
