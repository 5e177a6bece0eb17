import RunFiles

/// The axioms on which proofs may rest.
///
/// A line of the file names an axiom, or all of a module (`PrimInt63.*`), after a folder if only proofs in there may use it
/// (`Certified/ PrimInt63.*`). What follows # says why.
package struct AllowedAxioms: Equatable, Sendable {
  private struct Rule: Equatable, Sendable {
    let folder: String
    let pattern: String

    func allows(_ axiom: String, in file: String) -> Bool {
      guard file.hasPrefix(folder) else { return false }
      return pattern.hasSuffix(".*") ? axiom.hasPrefix(pattern.dropLast()) : axiom == pattern
    }
  }
  private let rules: [Rule]

  /// Reads the list.
  ///
  /// - Throws: `RunError` for a line that is neither a name nor a folder and a name.
  package init(_ text: String) throws {
    rules = try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      number, line in
      let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
      switch words.count {
      case 0: return nil
      case 1: return Rule(folder: "", pattern: words[0])
      case 2 where words[0].hasSuffix("/"): return Rule(folder: words[0], pattern: words[1])
      default:
        throw RunError(
          .badData,
          "Proofs/allowed-axioms:\(number + 1): '\(words.joined(separator: " "))' is neither an axiom nor a folder/ and an axiom"
        )
      }
    }
  }

  /// The entry that lets a file use an axiom; nil for none.
  package func entry(for axiom: String, in file: String) -> String? {
    rules.first { $0.allows(axiom, in: file) }?.pattern
  }
}
