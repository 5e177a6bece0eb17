/// What a theorem or an example states, as it is kept in `Proofs/statements.json`.
package struct TheoremStatement: Codable, Equatable, Sendable {
  /// Its name.
  package var name: String
  /// Theorem or Example.
  package var kind: DeclarationKind
  /// The file, as a path inside the folder of proofs.
  package var file: String
  /// Variables, hypotheses and local definitions of the sections that hold it.
  package var context: [String]
  /// The sentence in the file.
  package var text: String
  /// The comment before it.
  package var comment: String
  /// The project's definitions on which the statement rests, sorted.
  package var definitions: [String]
  /// A content address of the statement as Coq prints it, and of the bodies of those definitions.
  package var digest: String

  /// The statement of a declaration, with what Coq says of it.
  package init(_ declaration: CoqDeclaration, definitions: [String] = [], digest: String = "") {
    name = declaration.name
    kind = declaration.kind
    file = declaration.file
    context = declaration.context
    text = declaration.text
    comment = declaration.comment
    self.definitions = definitions
    self.digest = digest
  }

  /// The family of its file.
  package var family: ProofFamily { ProofFamily(of: file) }

  /// The first digits of the digest, which an entry of the ledger repeats.
  package var shortDigest: String { String(digest.prefix(16)) }
}
