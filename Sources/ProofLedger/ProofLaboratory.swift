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

  /// The committed statements.
  package var statements: Statements {
    get throws { try Statements(json: text("Proofs/statements.json")) }
  }

  /// The ledger.
  package var ledger: Ledger {
    get throws { try Ledger(yaml: text("Proofs/ledger.yml")) }
  }

  /// The page of theorems, as it is.
  package var page: String {
    get throws { try text("docs/proofs.md") }
  }

  /// The check of the ledger against statements, docs/theory.md, Sources and simulations.
  package func ledgerCheck() throws -> LedgerCheck {
    try LedgerCheck(
      statements: statements, results: results, symbols: SymbolIndex(package: root),
      claims: StudyClaims(package: root))
  }

  /// The page of theorems, with its generated part written again.
  ///
  /// - Throws: `RunError` where a file is missing or damaged, or the page has lost its marks.
  package func updatedPage() throws -> String {
    let page = try ProofPage(
      statements: statements, ledger: ledger, results: results, symbols: SymbolIndex(package: root),
      claims: StudyClaims(package: root))
    guard let updated = page.updated(try self.page) else {
      throw RunError(
        .badData,
        "docs/proofs.md has no lines <!-- begin theorems --> and <!-- end theorems -->; put them around its generated part"
      )
    }
    return updated
  }

  private var results: TheoryResults {
    get throws { TheoryResults(page: try text("docs/theory.md")) }
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
