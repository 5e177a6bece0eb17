import RunFiles

/// The content of `Proofs/ledger.yml`: an entry for every theorem.
package struct Ledger: Equatable, Sendable {
  /// The entries in the order of the file.
  package let entries: [LedgerEntry]

  /// Entries that were read already.
  package init(entries: [LedgerEntry]) {
    self.entries = entries
  }

  /// Reads the file's text; a file of comments alone has no entries.
  ///
  /// - Throws: `RunError` where it is not a list of entries.
  package init(yaml: String) throws {
    let file = "Proofs/ledger.yml"
    entries =
      try composeYAML(yaml, file: file) == nil ? [] : decodeYAML([LedgerEntry].self, from: yaml, file: file)
  }
}
