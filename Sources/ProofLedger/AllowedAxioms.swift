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

  /// What a file of the project, a folder, a module or a declaration must not be called, because Coq prints the shortest
  /// name: every part of an allowed axiom's name.
  private var reserved: Set<String> {
    Set(rules.flatMap { $0.pattern.split(separator: ".").map(String.init) }).subtracting(["*"])
  }

  /// Names of the project by which an axiom of its own could pass for an allowed one, a line each.
  package func namesakes(in sources: ProofSources) -> [String] {
    let reserved = reserved
    return sources.files.flatMap { file in
      file.names.filter { reserved.contains($0.name) }.map {
        "\(file.path):\($0.line): \($0.name) is part of the name of an allowed axiom; rename it"
      }
    }
  }

  /// The entry that lets a file use an axiom; nil for none.
  package func entry(for axiom: String, in file: String) -> String? {
    rules.first { $0.allows(axiom, in: file) }?.pattern
  }
}
