/// Questions to Coq about compiled proofs, and how its answers are told apart.
package struct CoqQuery: Equatable, Sendable {
  /// Compiles a query and gives what Coq prints.
  package typealias Compiler = (CoqQuery) throws -> String

  /// One question, by a key of its own.
  package struct Question: Equatable, Sendable {
    /// The key under which the answer is found; no quotation marks.
    package let key: String
    /// Commands of Coq.
    package let commands: String

    /// A question.
    package init(_ key: String, _ commands: String) {
      self.key = key
      self.commands = commands
    }
  }
  private let modules: [String]
  private let questions: [Question]
  private static let mark = "@@@@ "

  /// Questions that need modules such as `Scores.Softmax`.
  package init(modules: [String], questions: [Question]) {
    self.modules = modules
    self.questions = questions
  }

  /// The file that `coqc` is to compile: terms are printed in full, without notations and line breaks.
  ///
  /// Modules are required but not imported, so that all names are printed with their modules.
  package var text: String {
    let requirements = modules.map { "From Counterweight Require \($0).\n" }.joined()
    let asked = questions.map { question in
      "Goal True. idtac \"\(Self.mark)\(question.key)\". Abort.\n\(question.commands)\n"
    }
    return requirements + "Set Printing All. Set Printing Width 1000000. Set Printing Depth 1000000.\n"
      + asked.joined()
  }

  /// Queries that together ask the same questions, so that several processes can answer: at most as many as given, and
  /// none with fewer than three questions unless there is but one.
  package func parts(_ count: Int) -> [CoqQuery] {
    let count = max(1, min(count, questions.count / 3))
    return (0..<count).map { part in
      CoqQuery(
        modules: modules,
        questions: questions.enumerated().filter { $0.offset % count == part }.map(\.element))
    }
  }

  /// The file of proofs that a line of the text is about, from 1; nil for a line about none.
  package func file(atLine line: Int) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return nil }
    return modules.first { module in
      lines[line - 1] == "From Counterweight Require \(module)."
        || lines[line - 1].contains("Counterweight.\(module).")
    }.map { "Proofs/\($0.replacing(".", with: "/")).v" }
  }

  /// The answers by key.
  package static func answers(in output: String) -> [String: String] {
    var answers: [String: String] = [:]
    for part in ("\n" + output).components(separatedBy: "\n" + mark).dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      answers[String(lines[0])] = lines.count > 1 ? String(lines[1]) : ""
    }
    return answers
  }
}
