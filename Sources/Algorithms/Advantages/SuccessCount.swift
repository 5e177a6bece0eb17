/// How many rollouts of a group succeed: all that a rule of counts knows of it.
package enum SuccessCount: Hashable, Sendable {
  /// k of n rollouts, 0 ≤ k ≤ n.
  case finite(Int, of: Int)
  /// The share ρ of infinitely many rollouts; both outcomes occur, at ρ = 0 and 1 in the limit.
  case infinite(rate: Double)

  /// n, k and n − k; all infinite for an infinite group.
  var sizes: (all: Double, successes: Double, failures: Double) {
    switch self {
    case .finite(let successes, let size): (Double(size), Double(successes), Double(size - successes))
    case .infinite: (.infinity, .infinity, .infinity)
    }
  }

  /// k/n.
  var successRate: Double {
    switch self {
    case .finite(let successes, let size): Double(successes) / Double(size)
    case .infinite(let rate): rate
    }
  }

  /// (n − k)/n.
  var failureRate: Double {
    switch self {
    case .finite(let successes, let size): Double(size - successes) / Double(size)
    case .infinite(let rate): 1 - rate
    }
  }

  /// Whether all outcomes are equal; never in an infinite group, where both occur at least in the limit.
  var isDead: Bool { !(hasSuccess && hasFailure) }

  /// Whether a rollout of the group succeeds.
  var hasSuccess: Bool { sizes.successes > 0 }

  /// Whether a rollout of the group fails.
  var hasFailure: Bool { sizes.failures > 0 }
}
