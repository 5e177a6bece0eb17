/// What pages of theorems link to, seen from one of them.
package struct PageLinks: Sendable {
  private let docs: String
  private let results: TheoryResults
  private let symbols: SymbolIndex
  private let claims: StudyClaims

  /// Links of pages in docs.
  package init(results: TheoryResults, symbols: SymbolIndex, claims: StudyClaims) {
    self.init(docs: "", results: results, symbols: symbols, claims: claims)
  }

  private init(docs: String, results: TheoryResults, symbols: SymbolIndex, claims: StudyClaims) {
    self.docs = docs
    self.results = results
    self.symbols = symbols
    self.claims = claims
  }

  /// The same links from a folder in docs.
  var fromFolder: PageLinks {
    PageLinks(docs: "../", results: results, symbols: symbols, claims: claims)
  }

  func proof(_ file: String, _ text: String) -> String {
    "[\(text)](\(docs)../Proofs/\(file))"
  }

  func file(_ file: String) -> String {
    proof(file, "Proofs/\(file)")
  }

  func theorem(_ statement: TheoremStatement) -> String {
    "[`\(statement.name)`](\(docs)\(statement.family.pageInDocs)#\(statement.name.lowercased()))"
  }

  func definition(_ name: String) -> String {
    "[`\(name)`](\(docs)\(ProofPages.definitionsInDocs)#\(name.lowercased()))"
  }

  func family(_ family: ProofFamily) -> String {
    "[\(family.title)](\(docs)\(family.pageInDocs))"
  }

  func result(_ number: String) -> String {
    "[\(number)](\(docs)theory.md#\(results.anchor(of: number) ?? ""))"
  }

  func symbol(_ name: String) -> String {
    symbols.files(of: name).first.map { "[`\(name)`](\(docs)../\($0))" } ?? "`\(name)`"
  }

  func claim(_ name: String) -> String {
    claims.file(of: name).map { "[\(name)](\(docs)../\($0))" } ?? name
  }

  /// A formula in Markdown, of which nothing marks anything up.
  static func escaped(_ formula: String) -> String {
    formula.replacing(/[\\`]/) { "\\\($0.output)" }
      .replacing(/\*(?![\s),;.:]|$)/, with: "\\*")
      .replacing(/(^|[^\p{L}\p{N}])_/) { "\($0.1)\\_" }
      .replacing(/<(?=[\p{L}\/!?])/, with: "\\<")
      .replacing("](", with: "]\\(")
  }

  /// A formula in a table.
  static func cell(_ formula: String) -> String {
    escaped(formula).replacing("|", with: "\\|")
  }
}
