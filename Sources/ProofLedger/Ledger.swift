import RunFiles

/// The ledger of a family, `Proofs/<Family>/ledger.yml`: an entry for every theorem.
package struct Ledger: Equatable, Sendable {
  /// The family.
  package let family: ProofFamily
  /// The entries in the order of the file.
  package let entries: [LedgerEntry]

  /// Entries that were read already.
  package init(family: ProofFamily, entries: [LedgerEntry]) {
    self.family = family
    self.entries = entries
  }

  /// Reads the file's text; a file of comments alone has no entries.
  ///
  /// - Throws: `RunError` where it is not a list of entries.
  package init(family: ProofFamily, yaml: String) throws {
    self.family = family
    entries =
      try composeYAML(yaml, file: family.ledger) == nil
      ? [] : decodeYAML([LedgerEntry].self, from: yaml, file: family.ledger)
  }
}
