/// A token that all rollouts of a prompt may choose at the start, and that says how likely they succeed.
public struct SharedToken: Hashable, Sendable {
  /// q, the probability of the token.
  public let visit: Double
  /// p₁, the success rate of rollouts that choose it.
  public let successVisited: Double
  /// p₀, the success rate of the others.
  public let successUnvisited: Double

  /// A token of these probabilities.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless each lies in [0, 1].
  public init(visit: Double, successVisited: Double, successUnvisited: Double) throws {
    for (name, value) in [
      ("the probability of a visit", visit), ("the success rate with the token", successVisited),
      ("the success rate without it", successUnvisited),
    ] where !(value >= 0 && value <= 1) {
      throw TheoryError.notARate(name: name, value: value, legal: "between 0 and 1")
    }
    self.visit = visit
    self.successVisited = successVisited
    self.successUnvisited = successUnvisited
  }

  /// ρ = q p₁ + (1 − q) p₀.
  public var successRate: Double { visit * successVisited + (1 - visit) * successUnvisited }

  /// p₁ − ρ = (1 − q)(p₁ − p₀): whether the token is good, and how much.
  public var trueAdvantage: Double { (1 - visit) * (successVisited - successUnvisited) }
}
