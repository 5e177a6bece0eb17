import RunFiles

/// What is proved: the content of `Proofs/statements.json`.
package struct Statements: Codable, Equatable, Sendable {
  /// Theorems and examples, by file and then as they stand there.
  package var theorems: [TheoremStatement]
  /// The definitions on which they rest, sorted by name.
  package var definitions: [DefinitionText]

  /// Statements that were read already.
  package init(theorems: [TheoremStatement] = [], definitions: [DefinitionText] = []) {
    self.theorems = theorems
    self.definitions = definitions
  }

  /// Reads the file's text.
  ///
  /// - Throws: `RunError` where it is not what ``json`` writes.
  package init(json: String) throws {
    do {
      self = try decodeCanonicalJSON(Statements.self, from: json)
    } catch {
      throw RunError(.badData, "Proofs/statements.json is damaged; run make -C Proofs statements")
    }
  }

  /// The file's text.
  package var json: String {
    get throws { try canonicalJSON(self) }
  }

  /// Where these statements, the committed ones, differ from those that Coq gave now: a line each.
  package func differences(from current: Statements) -> [String] {
    differences(current.theorems, current.definitions) { old, new in
      [
        ("kind", old.kind == new.kind), ("file", old.file == new.file),
        ("statement", old.text == new.text && old.context == new.context),
        ("comment", old.comment == new.comment), ("definitions", old.definitions == new.definitions),
        ("digest", old.digest == new.digest),
      ]
    }
  }

  /// Where these statements differ from the text of the files, which takes no Coq: a line each.
  package func differences(from sources: ProofSources) -> [String] {
    let used = Set(definitions.map(\.name))
    return differences(
      sources.listed.map { TheoremStatement($0) },
      sources.declarations.filter { used.contains($0.name) }.map(DefinitionText.init)
    ) { old, new in
      [
        ("kind", old.kind == new.kind), ("file", old.file == new.file),
        ("statement", old.text == new.text && old.context == new.context),
        ("comment", old.comment == new.comment),
      ]
    }
  }

  private func differences(
    _ currentTheorems: [TheoremStatement], _ currentDefinitions: [DefinitionText],
    compare: (TheoremStatement, TheoremStatement) -> [(String, Bool)]
  ) -> [String] {
    func line(_ what: String) -> String {
      "Proofs/statements.json: \(what); run make -C Proofs statements"
    }
    let changes =
      changes(theorems, currentTheorems, name: \.name) { old, new in
        compare(old, new).filter { !$0.1 }.map { "the \($0.0) of \(new.name) changed" }
      }
      + changes(definitions, currentDefinitions, name: \.name) { old, new in
        old == new ? [] : ["the definition of \(new.name) changed"]
      }
    if changes.isEmpty, theorems.map(\.name) != currentTheorems.map(\.name) {
      return [line("the order of the theorems changed")]
    }
    return changes.map(line)
  }

  private func changes<Item>(
    _ old: [Item], _ new: [Item], name: (Item) -> String, compare: (Item, Item) -> [String]
  ) -> [String] {
    let before = Dictionary(old.map { (name($0), $0) }) { first, _ in first }
    let now = Set(new.map(name))
    return new.flatMap { item in
      before[name(item)].map { compare($0, item) } ?? ["\(name(item)) is missing"]
    } + old.filter { !now.contains(name($0)) }.map { "there is no \(name($0)) any more" }
  }
}
