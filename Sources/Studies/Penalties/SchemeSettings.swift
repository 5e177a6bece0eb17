import Algorithms
import PolicyGradientTheory
import RunFiles

/// How the rollouts of an update are drawn, as a command or a study says it.
public enum SchemeSettings: Hashable, Sendable {
  /// Groups of so many rollouts of one prompt, nil for the algorithm's own number; the rate of the batch's other prompts, for
  /// rules that read it whole.
  case groups(size: Int?, batchRate: Double?)
  /// Single rollouts of a batch of prompts, the others with these success rates.
  case singleRollouts(otherRates: [Double])

  /// The rollouts of an update in words, such as "groups of 8".
  ///
  /// - Parameter rolloutCount: n.
  public func summary(rolloutCount: Int) -> String {
    switch self {
    case .groups: "groups of \(rolloutCount)"
    case .singleRollouts: "single rollouts of \(rolloutCount) prompts"
    }
  }

  /// The scheme of an algorithm.
  ///
  /// - Throws: ``RunError`` beginning with the algorithm's name.
  public func scheme(of algorithm: (name: String, algorithm: Algorithm)) throws -> PenaltyScheme {
    try naming(algorithm.name) {
      switch self {
      case .groups(let size, let batchRate):
        var value = algorithm.algorithm
        if let size { value.groupSize = size }
        return try PenaltyScheme(groupsOf: value, batchRate: batchRate)
      case .singleRollouts(let otherRates):
        return try PenaltyScheme(singleRolloutsOf: algorithm.algorithm, otherRates: otherRates)
      }
    }
  }
}
