import ProofLedger

/// Coq's place in tests: answers that were written down.
struct RecordedCoq {
  private let answers: [String: String]

  init(_ answers: [String: String]) {
    self.answers = answers
  }

  /// The answers to a query, as `coqc` prints them.
  func compile(_ query: CoqQuery) -> String {
    CoqQuery.answers(in: query.text.replacing(/Goal True. idtac "(@@@@ [^"]*)". Abort./) { $0.1 }).keys
      .sorted()
      .map { "@@@@ \($0)\n\(answers[$0] ?? "")\n" }.joined()
  }
}
