/// A statement or a body as Coq prints it, and the names in it that the project may have given.
package struct PrintedTerm: Equatable, Sendable {
  /// The text, with single spaces.
  package let text: String
  /// All names with a module in front, such as `FiniteSum.sum`.
  package let qualifiedNames: Set<String>

  /// The answer to `Print`, without what it says of arguments.
  package init(print answer: String) {
    self.init(text: Self.spaced(Self.withoutArguments(answer)))
  }

  /// The answer to `Check`, without the name.
  package init(check answer: String) {
    let answer = Self.spaced(answer)
    self.init(text: answer.range(of: " : ").map { String(answer[$0.upperBound...]) } ?? answer)
  }

  private init(text: String) {
    self.text = text
    qualifiedNames = Set(text.matches(of: Self.qualified).map { String($0.output) })
  }

  /// The text with names put in place of others.
  package func renamed(_ rename: (String) -> String?) -> String {
    text.replacing(Self.qualified) { rename(String($0.output)) ?? String($0.output) }
  }

  private static var qualified: Regex<Substring> { /[\p{L}_][\p{L}\p{N}_']*(?:\.[\p{L}_][\p{L}\p{N}_']*)+/ }

  private static func spaced(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func withoutArguments(_ answer: String) -> String {
    answer.range(of: "\n\nArguments ").map { String(answer[..<$0.lowerBound]) } ?? answer
  }
}
