/// One sentence of a Coq file, from its first word to its full stop.
package struct CoqSentence: Equatable, Sendable {
  /// The sentence as it stands in the file, with comments inside it.
  package let text: String
  /// Its words and signs, without comments and strings.
  package let tokens: [String]
  /// The text of the comment `(** ... *)` just before it, without its marks; empty for none and for a heading.
  package let comment: String
  /// The line on which it begins, from 1.
  package let line: Int

  /// The tokens from the command's own word on: without bullets, attributes and words such as Local.
  package var command: ArraySlice<String> {
    var rest = tokens[...]
    while let first = rest.first {
      if ["-", "+", "*", "{", "}"].contains(first) || Self.prefixes.contains(first) {
        rest = rest.dropFirst()
      } else if first == "#", rest.dropFirst().first == "[" {
        rest = rest.drop { $0 != "]" }.dropFirst()
      } else if first == "Timeout", rest.dropFirst().first?.allSatisfy(\.isNumber) == true {
        rest = rest.dropFirst(2)
      } else if first == "Export", ["Set", "Unset"].contains(rest.dropFirst().first) {
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    return rest
  }

  /// Whether it holds in this file or section alone.
  package var isLocal: Bool {
    tokens.prefix(tokens.count - command.count).contains { ["Local", "local"].contains($0) }
  }

  private static let prefixes: Set<String> = [
    "Local", "Global", "Polymorphic", "Monomorphic", "Cumulative", "NonCumulative", "Private", "Program",
    "Time", "Fail",
  ]
}
