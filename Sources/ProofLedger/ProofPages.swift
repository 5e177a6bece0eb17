/// The pages of theorems: the generated part of docs/proofs.md, and a page in docs/proofs for every family.
package struct ProofPages: Sendable {
  private struct Listed {
    let statement: TheoremStatement
    let entry: LedgerEntry
  }
  private let statements: Statements
  private let entries: [String: LedgerEntry]
  private let numbers: CertifiedNumbers
  private let links: PageLinks

  /// Pages of statements, of what the ledgers say of them, and of certified numbers.
  package init(statements: Statements, ledgers: [Ledger], numbers: CertifiedNumbers, links: PageLinks) {
    self.statements = statements
    entries = Dictionary(ledgers.flatMap(\.entries).map { ($0.theorem, $0) }) { first, _ in first }
    self.numbers = numbers
    self.links = links
  }

  private static let begin = "<!-- begin theorems -->\n"
  private static let end = "\n<!-- end theorems -->"

  /// The page docs/proofs.md with its generated part written again; nil where the page lacks the marks.
  package func updated(_ page: String) -> String? {
    guard let begin = page.range(of: Self.begin), let end = page.range(of: Self.end) else { return nil }
    return page.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: index)
  }

  /// The page of definitions, as docs/proofs.md names it.
  static let definitionsInDocs = "proofs/definitions.md"

  /// The pages of families, and the page of the definitions that they name, by their paths.
  package var families: [String: String] {
    let pages = Dictionary(
      uniqueKeysWithValues: shown.map { family in
        (family.page, family == .certified ? certifiedPage : page(of: family))
      })
    guard !statements.definitions.isEmpty else { return pages }
    return pages.merging(["docs/\(Self.definitionsInDocs)": definitionsPage]) { first, _ in first }
  }

  /// The results that have theorems.
  package var provedResults: Set<String> { Set(listed.map(\.entry.result)) }

  /// Families with theorems or examples.
  private var shown: [ProofFamily] { ProofFamily.all(of: statements.theorems.map(\.file)) }

  /// Theorems that a ledger knows, without certified numbers, in the order of their results and then of families.
  private var listed: [Listed] { listed(in: shown.filter { $0 != .certified }) }

  private func listed(in families: [ProofFamily]) -> [Listed] {
    families.flatMap { family in statements.theorems.filter { $0.family == family && $0.kind == .theorem } }
      .compactMap { statement in entries[statement.name].map { Listed(statement: statement, entry: $0) } }
      .enumerated().sorted { left, right in
        let (before, after) = (Self.order(left.element.entry), Self.order(right.element.entry))
        return before == after ? left.offset < right.offset : before.lexicographicallyPrecedes(after)
      }.map(\.element)
  }

  /// Results sort by number, 1.9 before 1.10 and 1.5 before 1.5'.
  private static func order(_ entry: LedgerEntry) -> [Int] {
    entry.result.split(separator: ".").compactMap { Int($0.filter(\.isNumber)) }
      + [entry.result.hasSuffix("'") ? 1 : 0]
  }

  // MARK: docs/proofs.md

  private var index: String {
    guard !shown.isEmpty else { return "Nothing is proved yet." }
    let families = shown.map { family in
      let count = statements.theorems.filter { $0.family == family && $0.kind == .theorem }.count
      return "| \(links.family(family)) | \(count) |"
    }
    return [
      Self.table("| family | theorems |\n|---|---|", families),
      Self.table("## By result\n\n| result | formula | theorem |\n|---|---|---|", resultRows),
      Self.table(
        "## By Swift symbol\n\n| symbol | theorems |\n|---|---|",
        rows(by: \.entry.symbols, name: links.symbol)),
      Self.table(
        "## By claim\n\n| claim | theorems |\n|---|---|", rows(by: \.entry.claims, name: links.claim)),
    ].compactMap(\.self).joined(separator: "\n\n")
  }

  private static func table(_ head: String, _ rows: [String]) -> String? {
    rows.isEmpty ? nil : ([head] + rows).joined(separator: "\n")
  }

  private var resultRows: [String] {
    var seen: Set<String> = []
    return listed.map { item in
      let result = item.entry.result
      let anchor = seen.insert(result).inserted ? "<a id=\"result-\(result)\"></a>" : ""
      return
        "| \(anchor)\(links.result(result)) | \(PageLinks.cell(item.entry.formula)) | \(links.theorem(item.statement)) |"
    }
  }

  /// A row for every name in the entries, with its theorems.
  private func rows(by names: (Listed) -> [String], name: (String) -> String) -> [String] {
    var theorems: [String: [String]] = [:]
    for item in listed {
      for name in names(item) { theorems[name, default: []].append(links.theorem(item.statement)) }
    }
    return theorems.sorted { $0.key < $1.key }.map {
      "| \(name($0.key)) | \($0.value.joined(separator: ", ")) |"
    }
  }

  // MARK: Pages of families

  private static let back =
    "[Proofs](../proofs.md) says how to read this page, which `make -C Proofs page` writes."

  private func page(of family: ProofFamily) -> String {
    let links = links.fromFolder
    let examples = statements.theorems.filter { $0.family == family && $0.kind == .example }
    let instances = ProofSources.grouped(examples, by: \.file).map { file, examples in
      "- \(links.file(file)): \(examples.map { "`\($0.name)`" }.joined(separator: ", "))"
    }.joined(separator: "\n")
    let parts =
      [
        "# \(family.title)",
        "Theorems of \(links.file(family.folder)) beside their formulas.\n\(Self.back)",
      ]
      + listed.filter { $0.statement.family == family }.map { entry($0, links) }
      + (examples.isEmpty
        ? [] : ["## Instances", "They meet the hypotheses, or are counterexamples.", instances])
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func entry(_ item: Listed, _ links: PageLinks) -> String {
    [
      "## `\(item.statement.name)`",
      PageLinks.escaped(item.entry.formula),
      Self.block(item.statement.context + [item.statement.text]),
      footnote(item, links),
    ].joined(separator: "\n\n")
  }

  /// One line: result, file, Swift symbols, claims, and the definitions that the statement names.
  private func footnote(_ item: Listed, _ links: PageLinks) -> String {
    let (statement, entry) = (item.statement, item.entry)
    var parts = ["result \(links.result(entry.result))", links.file(statement.file)]
    parts += entry.symbols.map(links.symbol)
    if entry.symbols.isEmpty, let reason = entry.reason { parts.append("no Swift symbol: \(reason)") }
    parts += entry.claims.map { "claim \(links.claim($0))" }
    let words = Set(
      (statement.context + [statement.text]).flatMap { CoqLexer.sentences(of: $0).flatMap(\.tokens) })
    let definitions = statement.definitions.filter(words.contains).map(links.definition)
    if !definitions.isEmpty { parts.append("uses " + definitions.joined(separator: ", ")) }
    return parts.joined(separator: " · ")
  }

  private static func block(_ sentences: [String]) -> String {
    "```coq\n" + sentences.map(outdented).joined(separator: "\n") + "\n```"
  }

  /// The text with the indentation of its first line taken from the lines that follow.
  private static func outdented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indents = lines.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }.map {
      $0.prefix { $0 == " " }.count
    }
    let surplus = max(0, (indents.min() ?? 0) - 2)
    return ([lines[0]] + lines.dropFirst().map { $0.dropFirst(min(surplus, $0.prefix { $0 == " " }.count)) })
      .joined(separator: "\n")
  }

  // MARK: Other pages

  private var definitionsPage: String {
    let links = links.fromFolder
    let definitions = statements.definitions.sorted { ($0.file, $0.name) < ($1.file, $1.name) }
    let files = ProofSources.grouped(definitions, by: \.file).flatMap { file, definitions in
      ["## \(links.file(file))"]
        + definitions.flatMap { definition in
          [
            "<a id=\"\(definition.name.lowercased())\"></a>**`\(definition.name)`**"
              + (definition.comment.isEmpty ? "" : " " + PageLinks.escaped(definition.comment)),
            Self.block(definition.context + [definition.text]),
          ]
        }
    }
    return (["# Definitions", "All definitions on which statements rest, by file.\n\(Self.back)"] + files)
      .joined(separator: "\n\n") + "\n"
  }

  private var certifiedPage: String {
    let links = links.fromFolder
    let quantities = Dictionary(numbers.certificates.map { ($0.theorem, $0.quantity) }) { first, _ in first }
    let read = listed(in: [.certified]).map { item in
      let symbols =
        item.entry.symbols.isEmpty
        ? item.entry.reason ?? "" : item.entry.symbols.map(links.symbol).joined(separator: ", ")
      return "| \(quantities[item.statement.name] ?? "") | \(PageLinks.cell(item.entry.formula)) | "
        + "\(links.result(item.entry.result)) | \(symbols) | \(links.theorem(item.statement)) |"
    }
    let rows = numbers.certificates.map {
      "| \($0.value) | `\($0.expression)` | <a id=\"\($0.theorem.lowercased())\"></a>`\($0.theorem)` | \(links.proof($0.file, $0.file)) |"
    }
    let tables = numbers.responseTables.map { name, columns in
      let columns = columns.sorted {
        ($0.key == "probabilities" ? "" : $0.key) < ($1.key == "probabilities" ? "" : $1.key)
      }
      return Self.table(
        "### `\(name)`\n\n| response |\((0..<(columns.map(\.value.count).max() ?? 0)).map { " \($0) |" }.joined())\n|---|"
          + String(repeating: "---|", count: columns.map(\.value.count).max() ?? 0),
        columns.map { "| \($0.key) | \($0.value.joined(separator: " | ")) |" })
    }
    return [
      "# \(ProofFamily.certified.title)",
      """
      Numbers that \(links.file(ProofFamily.certified.folder)) proves: fractions exactly, decimals to half a unit of the last place.
      The tests read them from [certified.json](../../\(CertifiedNumbers.path)).
      \(Self.back)
      """,
      Self.table(
        "## Quantities\n\nOf every quantity one statement or more was read beside its formula.\n\n"
          + "| quantity | formula | result | symbols | theorem that was read |\n|---|---|---|---|---|", read),
      tables.isEmpty ? nil : "## Tables of responses",
    ].compactMap(\.self).joined(separator: "\n\n") + "\n\n"
      + (tables.compactMap(\.self) + [
        Self.table("## Numbers\n\n| value | of | theorem | file |\n|---|---|---|---|", rows) ?? ""
      ]).joined(separator: "\n\n") + "\n"
  }
}
