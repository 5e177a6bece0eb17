/// A family of results: a folder of proofs, its ledger and its page.
package struct ProofFamily: Hashable, Sendable {
  /// The folder inside the folder of proofs, such as `EffectiveWeights`.
  package let folder: String

  /// The family in a folder.
  package init(folder: String) {
    self.folder = folder
  }

  /// The family of a file, given by its path inside the folder of proofs.
  package init(of file: String) {
    folder = String(file.prefix { $0 != "/" })
  }

  /// Numbers that are proved: an entry of the ledger for each quantity, one table for all.
  package static let certified = ProofFamily(folder: "Certified")

  /// The families of files in the order in which they are read; others follow by name.
  package static func all(of files: some Sequence<String>) -> [ProofFamily] {
    Set(files.map(ProofFamily.init(of:))).sorted { ($0.place, $0.folder) < ($1.place, $1.folder) }
  }

  /// Its name in words: Effective weights.
  package var title: String {
    if self == .certified { return "Certified numbers" }
    let words = folder.matches(of: /\p{Lu}?[^\p{Lu}]+|\p{Lu}/).map(\.output).joined(separator: " ")
      .lowercased()
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Its page, as a path inside the package.
  package var page: String { "docs/\(pageInDocs)" }

  /// Its page, as docs/proofs.md names it: `proofs/effective-weights.md`.
  package var pageInDocs: String { "proofs/\(title.lowercased().replacing(" ", with: "-")).md" }

  /// Its ledger, as a path inside the package.
  package var ledger: String { "Proofs/\(folder)/ledger.yml" }

  private var place: Int { Self.order.firstIndex(of: folder) ?? Self.order.count }
  private static let order = [
    "Foundations", "Scores", "Baselines", "EffectiveWeights", "MinimumTime", "FalsePenalties", "Certified",
  ]
}
