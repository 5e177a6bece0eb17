import RunFiles

/// Finds what every theorem states, by asking Coq.
///
/// Coq prints statements closed, that is with the variables of their sections, and without notations. From there the reader
/// goes to the bodies of the project's own definitions, and from those to the next, until no name is new. Lemmas are left
/// out: of a proof nothing but its statement can matter, and that is what it was asked for.
package struct StatementReader {
  private let sources: ProofSources
  private let declarations: [String: CoqDeclaration]
  private var bodies: [String: PrintedTerm] = [:]
  /// What a printed name stands for; nil for what is not ours or only a proof.
  private var meanings: [String: String?] = [:]

  /// A reader of all files.
  package init(_ sources: ProofSources) {
    self.sources = sources
    declarations = Dictionary(sources.declarations.map { ($0.logicalName, $0) }) { first, _ in first }
  }

  /// The statements of all theorems and examples.
  package mutating func run(_ compile: CoqQuery.Compiler) throws -> Statements {
    let listed = sources.listed
    guard !listed.isEmpty else { return Statements() }
    let definitions = sources.declarations.filter(\.isTransparent)
    let answers = try ask(
      listed.map { .init("check \($0.logicalName)", "Check @\($0.logicalName).") }
        + definitions.map { .init("print \($0.logicalName)", "Print \($0.logicalName).") },
      compile)
    var statements: [String: PrintedTerm] = [:]
    for declaration in listed {
      statements[declaration.logicalName] = PrintedTerm(
        check: try answer("check \(declaration.logicalName)", in: answers))
    }
    for declaration in definitions {
      bodies[declaration.logicalName] = PrintedTerm(
        print: try answer("print \(declaration.logicalName)", in: answers))
    }
    try resolve(Array(statements.values) + Array(bodies.values), compile)

    let texts = bodies.mapValues(renamed)
    let theorems = listed.map { declaration in
      let statement = statements[declaration.logicalName] ?? PrintedTerm(check: "")
      let below = reachable(from: statement)
      let text =
        renamed(statement) + "\n"
        + below.sorted().compactMap { name in texts[name].map { "\(name): \($0)\n" } }.joined()
      return TheoremStatement(
        declaration, definitions: below.compactMap { declarations[$0]?.name }.sorted(),
        digest: contentAddress(text))
    }
    let used = Set(theorems.flatMap(\.definitions))
    return Statements(
      theorems: theorems,
      definitions: sources.declarations.filter { used.contains($0.name) }.map(DefinitionText.init)
        .sorted { $0.name < $1.name })
  }

  private func ask(
    _ questions: [CoqQuery.Question], _ compile: CoqQuery.Compiler
  ) throws -> [String: String] {
    CoqQuery.answers(
      in: try compile(CoqQuery(modules: sources.files.map(\.module), questions: questions)))
  }

  private func answer(_ key: String, in answers: [String: String]) throws -> String {
    guard let answer = answers[key] else {
      throw RunError(.failure, "Coq did not answer '\(key)'; run make -C Proofs clean and try again")
    }
    return answer
  }

  /// Finds what the names in terms stand for, and the bodies of those that no source declares by a sentence of its own:
  /// fields, constructors and what Coq derives.
  private mutating func resolve(_ terms: [PrintedTerm], _ compile: CoqQuery.Compiler) throws {
    var terms = terms
    while !terms.isEmpty {
      var unknown: Set<String> = []
      for name in Set(terms.flatMap(\.qualifiedNames)) where meanings[name] == nil {
        if let declaration = sources.declarations.first(where: { $0.logicalName.hasSuffix("." + name) }) {
          meanings[name] = .some(declaration.isTransparent ? declaration.logicalName : nil)
        } else if isInside(name) {
          unknown.insert(name)
        } else {
          meanings[name] = .some(nil)
        }
      }
      terms = []
      guard !unknown.isEmpty else { return }
      let answers = try ask(
        unknown.sorted().flatMap {
          [CoqQuery.Question("about \($0)", "About \($0)."), .init("print \($0)", "Print \($0).")]
        }, compile)
      for name in unknown.sorted() {
        let logical = try answer("about \(name)", in: answers)
          .firstMatch(of: /Expands to: \w+ (Counterweight\.\S+)/).map { String($0.1) }
        meanings[name] = .some(logical)
        if let logical, bodies[logical] == nil {
          let body = PrintedTerm(print: try answer("print \(name)", in: answers))
          bodies[logical] = body
          terms.append(body)
        }
      }
    }
  }

  /// Whether the name's modules can be the project's.
  private func isInside(_ name: String) -> Bool {
    var parts = name.split(separator: ".").dropLast()
    while !parts.isEmpty {
      let module = "." + parts.joined(separator: ".")
      if sources.files.contains(where: { ("." + $0.module).hasSuffix(module) }) { return true }
      parts = parts.dropLast()
    }
    return false
  }

  private func reachable(from statement: PrintedTerm) -> Set<String> {
    var found: Set<String> = []
    var next = [statement]
    while let term = next.popLast() {
      for name in term.qualifiedNames {
        guard let logical = meanings[name] ?? nil, found.insert(logical).inserted else { continue }
        if let body = bodies[logical] { next.append(body) }
      }
    }
    return found
  }

  private func renamed(_ term: PrintedTerm) -> String {
    term.renamed { meanings[$0] ?? nil }
  }
}
