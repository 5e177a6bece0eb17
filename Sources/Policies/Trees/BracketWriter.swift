/// A writer of brackets that has half understood that they have to balance.
///
/// Where d brackets are open and m characters are left, the next one closes with probability
///
///     0.1 + 0.6 min(1, d / m)
///
/// so that the need to close is seen late and not always obeyed. A response ends when more brackets are closed than were
/// opened, or when no character is left; it succeeds if they balance.
struct BracketWriter {
  /// The tokens where `charactersLeft` may still be written, at least one.
  func branches(open: Int, charactersLeft: Int) -> [TreeBranch] {
    let closing = 0.1 + 0.6 * min(1, Double(open) / Double(charactersLeft))
    return [
      branch("(", 1 - closing, open: open + 1, charactersLeft: charactersLeft - 1),
      branch(")", closing, open: open - 1, charactersLeft: charactersLeft - 1),
    ]
  }

  /// A character with what is open and left after it.
  private func branch(_ token: String, _ probability: Double, open: Int, charactersLeft: Int) -> TreeBranch {
    open < 0 || charactersLeft == 0
      ? TreeBranch(token, probability: probability, successRate: open == 0 ? 1 : 0)
      : TreeBranch(
        token, probability: probability, next: branches(open: open, charactersLeft: charactersLeft))
  }
}
