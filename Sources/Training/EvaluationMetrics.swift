/// What an evaluation found.
public struct EvaluationMetrics: Codable, Hashable, Sendable {
  /// An estimate of pass@k.
  public struct PassRate: Codable, Hashable, Sendable {
    /// The number of attempts, k.
    public var attempts: Int
    /// The mean over prompts of 1 − C(n − c, k)/C(n, k), with c of a prompt's n rollouts successful.
    public var rate: Double
  }

  /// The number of updates before it.
  public var update: Int
  /// The share of rollouts that succeeded.
  public var success: Double
  /// The same for every level of difficulty; nil where no prompt had it.
  public var successByDifficulty: [Double?]
  /// pass@k for every k that was asked for.
  public var passAt: [PassRate]
  /// The mean number of tokens of a response that the policy chose.
  public var meanLength: Double
  /// The mean entropy in nats of the distributions that tokens were drawn from, before a nucleus is cut out of them.
  public var entropy: Double

  /// The unbiased estimate of pass@k from c successes in n rollouts, 1 − C(n − c, k)/C(n, k).
  ///
  /// - Precondition: 0 ≤ c ≤ n and 1 ≤ k ≤ n.
  public static func passRate(successes: Int, of samples: Int, attempts: Int) -> Double {
    precondition((0...samples).contains(successes) && (1...samples).contains(attempts), "k of n rollouts")
    // The chance that k rollouts without replacement all fail, Π (n − c − i)/(n − i); 0 as soon as a factor is.
    var allFail = 1.0
    for drawn in 0..<attempts {
      allFail *= Double(max(0, samples - successes - drawn)) / Double(samples - drawn)
    }
    return 1 - allFail
  }
}
