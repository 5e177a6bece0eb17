/// A definition on which a theorem rests, as it stands in its file.
package struct DefinitionText: Codable, Equatable, Sendable {
  /// Its name.
  package var name: String
  /// The file, as a path inside the folder of proofs.
  package var file: String
  /// Variables and local definitions of the sections that hold it.
  package var context: [String]
  /// The sentence in the file.
  package var text: String
  /// The comment before it.
  package var comment: String

  /// The text of a declaration.
  package init(_ declaration: CoqDeclaration) {
    name = declaration.name
    file = declaration.file
    context = declaration.context
    text = declaration.text
    comment = declaration.comment
  }
}
