/// What Coq's `Print Assumptions` answers.
package struct AssumptionReport: Equatable, Sendable {
  /// The names of axioms; for other assumptions, such as an unchecked fixpoint, the line that tells of them.
  package let axioms: [String]

  /// Reads an answer, given that types are printed behind their names or further to the right.
  package init(_ answer: String) {
    var axioms: [String] = []
    for line in answer.split(separator: "\n") where line.first?.isWhitespace == false {
      if line == "Axioms:" || line.hasPrefix("Closed under the global context") { continue }
      let words = line.split(separator: " ", maxSplits: 2)
      axioms.append(words.count == 1 || words[1] == ":" ? String(words[0]) : String(line))
    }
    self.axioms = axioms.sorted()
  }

  /// The axioms that a file may not use.
  package func refused(by allowed: AllowedAxioms, in file: String) -> [String] {
    axioms.filter { allowed.entry(for: $0, in: file) == nil }
  }

  /// The entries of the list of allowed axioms that cover the others, sorted.
  package func entries(of allowed: AllowedAxioms, in file: String) -> [String] {
    Set(axioms.compactMap { allowed.entry(for: $0, in: file) }).sorted()
  }
}
