import ArgumentParser
import ProofLedger

/// Holds everything against everything.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Hold Proofs/statements.json against Coq, and ledgers, pages and certified numbers against the statements.",
    discussion: """
      Entries that the ledgers lack are printed, ready to be filled in.

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
    var problems = try laboratory.offences(in: sources)
    if withoutCoq {
      problems += statements.differences(from: sources)
    } else {
      try Output.fail(with: problems + laboratory.uncompiled(sources))
      var reader = StatementReader(sources)
      problems += statements.differences(from: try reader.run(Coq(proofs: laboratory.proofs).compile))
    }
    problems += sources.untidiness.map { "Proofs/\($0)" }
    let check = try laboratory.ledgerCheck()
    let ledgers = try laboratory.ledgers
    problems += check.problems(of: ledgers)
    problems += try laboratory.staleness()
    Output.write(check.missing(in: ledgers).map(LedgerEntry.stub).joined())
    try Output.fail(with: problems)
    Output.write(
      "\(statements.theorems.count) theorems and examples agree with ledgers, pages and certified.json\n")
  }
}
