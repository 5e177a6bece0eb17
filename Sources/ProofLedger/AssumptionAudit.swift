/// The audit of theorems and examples by the axioms on which they rest.
package struct AssumptionAudit {
  private let sources: ProofSources
  private let allowed: AllowedAxioms

  /// An audit of all files.
  package init(of sources: ProofSources, allowing allowed: AllowedAxioms) {
    self.sources = sources
    self.allowed = allowed
  }

  /// Asks Coq: the list of theorems by family with the axioms of the family, and a line for every axiom that is not allowed.
  ///
  /// A family is asked for all of its theorems at once, because Coq walks through the libraries for every answer. Only where
  /// it uses what it may not are its files asked one by one, and then the theorems of a file.
  package func run(_ compile: CoqQuery.Compiler) throws -> (listing: String, offences: [String]) {
    let files = sources.files.filter { file in file.declarations.contains(where: \.kind.isListed) }
    guard !files.isEmpty else { return ("no theorems\n", []) }
    let families = ProofFamily.all(of: files.map(\.path)).map { family in
      (family, files.filter { ProofFamily(of: $0.path) == family })
    }
    let reports = try ask(
      families.map { ($0.0.folder, $0.1.flatMap(listed)) }, about: files, compile)
    var listing = ""
    var suspects: [CoqFile] = []
    for ((family, files), report) in zip(families, reports) {
      let entries = report.entries(of: allowed, in: family.folder + "/")
      listing += "\(family.folder) (\(entries.isEmpty ? "no axioms" : entries.joined(separator: ", ")))\n"
      listing += files.map(describe).joined()
      if !report.refused(by: allowed, in: family.folder + "/").isEmpty { suspects += files }
    }
    return (listing, try offences(in: suspects, compile))
  }

  private func listed(_ file: CoqFile) -> [CoqDeclaration] {
    file.declarations.filter(\.kind.isListed)
  }

  private func describe(_ file: CoqFile) -> String {
    "  \(file.path)\n" + listed(file).map { "    \($0.kind.rawValue) \($0.name)\n" }.joined()
  }

  private func offences(in files: [CoqFile], _ compile: CoqQuery.Compiler) throws -> [String] {
    guard !files.isEmpty else { return [] }
    let reports = try ask(files.map { ($0.path, listed($0)) }, about: files, compile)
    let guilty = zip(files, reports).filter { !$1.refused(by: allowed, in: $0.path).isEmpty }.map(\.0)
    let theorems = guilty.flatMap(listed)
    return zip(theorems, try ask(theorems.map { ($0.name, [$0]) }, about: guilty, compile)).flatMap {
      theorem, report in
      report.refused(by: allowed, in: theorem.file).map { axiom in
        "\(theorem.file): \(theorem.kind.rawValue) \(theorem.name) rests on \(axiom), which Proofs/allowed-axioms does not allow here"
      }
    }
  }

  /// The axioms on which groups of declarations rest, which have keys of their own.
  private func ask(
    _ groups: [(key: String, declarations: [CoqDeclaration])], about files: [CoqFile],
    _ compile: CoqQuery.Compiler
  ) throws -> [AssumptionReport] {
    let questions = groups.enumerated().map { number, group in
      let all = group.declarations.reduce("I") { "(\($0), @\($1.logicalName))" }
      return CoqQuery.Question(
        group.key, "Definition audit_\(number) := \(all).\nPrint Assumptions audit_\(number).")
    }
    let answers = CoqQuery.answers(
      in: try compile(CoqQuery(modules: files.map(\.module), questions: questions)))
    return groups.map { AssumptionReport(answers[$0.key] ?? "Coq did not answer") }
  }
}
