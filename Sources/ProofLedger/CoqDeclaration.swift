/// A named declaration of a Coq file, as it stands there.
package struct CoqDeclaration: Equatable, Sendable {
  /// Its name.
  package let name: String
  /// The command that declares it.
  package let kind: DeclarationKind
  /// The file, as a path inside the folder of proofs.
  package let file: String
  /// The modules inside the file that hold it, from the outside in.
  package let modules: [String]
  /// Variables and hypotheses of the sections that hold it, and the local definitions that it uses, in their order.
  package let context: [String]
  /// The sentence, to its full stop.
  package let text: String
  /// The comment `(** ... *)` before it; empty for none.
  package let comment: String
  /// Whether Coq may unfold it: a definition, or what is proved and ends with Defined.
  package var isTransparent: Bool
  /// The line on which it begins, from 1.
  package let line: Int

  /// The name by which any file can refer to it, such as `Counterweight.Scores.Softmax.zero_mean`.
  package var logicalName: String {
    (["Counterweight"] + file.dropLast(2).split(separator: "/").map(String.init) + modules + [name])
      .joined(separator: ".")
  }
}
