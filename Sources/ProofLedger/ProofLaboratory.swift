import Foundation
import RunFiles

/// The files of the package that proofs are held against.
package struct ProofLaboratory: Sendable {
  /// The package's folder.
  package let root: URL

  /// The package in a folder.
  package init(root: URL) {
    self.root = root
  }

  /// The folder of proofs.
  package var proofs: URL { root.appendingPathComponent("Proofs") }

  /// The Coq files.
  package var sources: ProofSources {
    get throws { try ProofSources(folder: proofs) }
  }

  /// The axioms on which proofs may rest.
  package var allowedAxioms: AllowedAxioms {
    get throws { try AllowedAxioms(text("Proofs/allowed-axioms")) }
  }

  /// What must not be in the proofs, a line each.
  package func offences(in sources: ProofSources) throws -> [String] {
    (sources.offences + (try allowedAxioms.namesakes(in: sources))).map { "Proofs/\($0)" }
  }

  /// Files that are not compiled or were changed since, a line each.
  package func uncompiled(_ sources: ProofSources) -> [String] {
    func date(_ path: String) -> Date? {
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: proofs.appendingPathComponent(path).path)
      return attributes?[.modificationDate] as? Date
    }
    return sources.files.filter { file in
      guard let written = date(file.path), let compiled = date(file.path + "o") else { return true }
      return compiled < written
    }.map { "Proofs/\($0.path) is not compiled; run make -C Proofs" }
  }

  /// The committed statements.
  package var statements: Statements {
    get throws { try Statements(json: text("Proofs/statements.json")) }
  }

  /// The ledgers that there are, of the families in their order.
  package var ledgers: [Ledger] {
    get throws {
      try ledgerTexts.map { try Ledger(family: $0.family, yaml: $0.text) }
    }
  }

  /// The texts of the ledgers.
  package var ledgerTexts: [(family: ProofFamily, text: String)] {
    get throws {
      let paths = try ProofSources.paths(in: proofs, ending: "/ledger.yml")
      return try ProofFamily.all(of: paths).map { ($0, try text($0.ledger)) }
    }
  }

  /// The check of the ledgers against statements, docs/theory.md, Sources and simulations.
  package func ledgerCheck() throws -> LedgerCheck {
    let statements = try statements
    return try LedgerCheck(
      statements: statements, numbers: CertifiedNumbers(statements), results: results,
      symbols: SymbolIndex(package: root),
      claims: StudyClaims(package: root))
  }

  /// The certified numbers of the committed statements.
  package var certifiedNumbers: CertifiedNumbers {
    get throws { try CertifiedNumbers(statements) }
  }

  /// What of all that is written from statements and ledgers is not so: pages, links of docs/theory.md and
  /// certified.json, a line each.
  package func staleness() throws -> [String] {
    let (pages, obsolete, problems) = try updatedPages()
    var lines = pages.filter { $0.key != Self.theory && text(ifThere: $0.key) != $0.value }.keys.sorted()
      .map { "\($0) is out of date; run make -C Proofs page" }
    lines += obsolete.map { "\($0) is of a family without theorems; run make -C Proofs page" }
    lines += problems
    let numbers = try certifiedNumbers
    if try !numbers.certificates.isEmpty && text(ifThere: CertifiedNumbers.path) != numbers.json {
      lines.append("\(CertifiedNumbers.path) is not what the proofs state; run make -C Proofs certificates")
    }
    return lines
  }

  /// All pages as they should be by their paths, pages in docs/proofs that should not be there, and where the links of
  /// docs/theory.md are wrong.
  ///
  /// - Throws: `RunError` where a file is missing or damaged, or docs/proofs.md has lost its marks.
  package func updatedPages() throws -> (pages: [String: String], obsolete: [String], problems: [String]) {
    let results = try results
    let pages = try ProofPages(
      statements: statements, ledgers: ledgers, numbers: certifiedNumbers,
      links: PageLinks(
        results: results, symbols: SymbolIndex(package: root), claims: StudyClaims(package: root)))
    guard let index = pages.updated(try text(Self.index)) else {
      throw RunError(
        .badData,
        "docs/proofs.md has no lines <!-- begin theorems --> and <!-- end theorems -->; put them around its generated part"
      )
    }
    let proved = pages.provedResults
    let written = pages.families.merging(
      [Self.index: index, Self.theory: results.linked(to: proved)], uniquingKeysWith: { first, _ in first })
    let there = FileManager.default.subpaths(atPath: root.appendingPathComponent("docs/proofs").path) ?? []
    return (
      written,
      there.map { "docs/proofs/\($0)" }.filter { $0.hasSuffix(".md") && written[$0] == nil }.sorted(),
      results.problems(proved: proved)
    )
  }

  private static let index = "docs/proofs.md"
  private static let theory = "docs/theory.md"

  private var results: TheoryResults {
    get throws { TheoryResults(page: try text(Self.theory)) }
  }

  private func text(ifThere path: String) -> String? {
    try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  private func text(_ path: String) throws -> String {
    let url = root.appendingPathComponent(path)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw RunError(
        .missingInput, "there is no file \(path); run make -C Proofs in the package, or give --root")
    }
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw RunError(.inputOutput, "\(path) cannot be read; check that it is UTF-8 text")
    }
    return text
  }
}
