/// The audit of theorems and examples by the axioms on which they rest.
package struct AssumptionAudit {
  private let sources: ProofSources
  private let allowed: AllowedAxioms
  /// Compiles a query and gives what Coq prints.
  package typealias Compiler = (CoqQuery) throws -> String

  /// An audit of all files.
  package init(of sources: ProofSources, allowing allowed: AllowedAxioms) {
    self.sources = sources
    self.allowed = allowed
  }

  /// Asks Coq: the list of theorems by file with the axioms of the file, and a line for every axiom that is not allowed.
  ///
  /// A file is asked for all of its theorems at once, because Coq walks through the libraries for every answer; theorems
  /// are asked one by one only in a file that uses what it may not.
  package func run(_ compile: Compiler) throws -> (listing: String, offences: [String]) {
    let files = sources.files.filter { file in file.declarations.contains(where: \.kind.isListed) }
    guard !files.isEmpty else { return ("no theorems\n", []) }
    let questions = files.enumerated().map { number, file in
      let all = file.declarations.filter(\.kind.isListed).reduce("I") { "(\($0), @\($1.logicalName))" }
      return CoqQuery.Question(
        file.path, "Definition audit_\(number) := \(all).\nPrint Assumptions audit_\(number).")
    }
    let answers = CoqQuery.answers(
      in: try compile(CoqQuery(modules: files.map(\.module), questions: questions)))
    var listing = ""
    var offences: [String] = []
    for file in files {
      let report = AssumptionReport(answers[file.path] ?? "Coq did not answer")
      listing += describe(file, report)
      if !report.refused(by: allowed, in: file.path).isEmpty {
        offences += try self.offences(in: file, compile)
      }
    }
    return (listing, offences)
  }

  private func describe(_ file: CoqFile, _ report: AssumptionReport) -> String {
    let entries = report.entries(of: allowed, in: file.path)
    let axioms = entries.isEmpty ? "no axioms" : entries.joined(separator: ", ")
    return "\(file.path) (\(axioms))\n"
      + file.declarations.filter(\.kind.isListed).map { "  \($0.kind.rawValue) \($0.name)\n" }.joined()
  }

  private func offences(in file: CoqFile, _ compile: Compiler) throws -> [String] {
    let listed = file.declarations.filter(\.kind.isListed)
    let query = CoqQuery(
      modules: [file.module],
      questions: listed.map { CoqQuery.Question($0.name, "Print Assumptions \($0.logicalName).") })
    let answers = CoqQuery.answers(in: try compile(query))
    return listed.flatMap { declaration in
      AssumptionReport(answers[declaration.name] ?? "Coq did not answer")
        .refused(by: allowed, in: file.path)
        .map { axiom in
          "\(file.path): \(declaration.kind.rawValue) \(declaration.name) rests on \(axiom), which Proofs/allowed-axioms does not allow here"
        }
    }
  }
}
