/// What probing every prompt a few times showed: successes and attempts.
///
/// Prompts with equal numbers are alike to every statistic, and so are counted once: 10,000 prompts with 16 attempts are
/// at most 17 pairs.
public struct ProbeCounts: Hashable, Sendable {
  /// Prompts of equal successes and attempts.
  public struct Pair: Hashable, Sendable {
    /// k.
    public let successes: Int
    /// m ≥ 1.
    public let attempts: Int
    /// How many prompts there are.
    public let prompts: Int
  }

  /// The most attempts that a prompt may have.
  public static let attemptLimit = 4096

  /// The pairs, by attempts and then by successes.
  public let pairs: [Pair]
  /// The number of prompts.
  public let promptCount: Int

  /// The counts of prompts, each as successes and attempts.
  ///
  /// - Throws: ``PopulationError`` where there is no prompt, attempts are not between 1 and ``attemptLimit``, or there are
  ///   more successes than attempts.
  public init(_ prompts: [(successes: Int, attempts: Int)]) throws {
    guard !prompts.isEmpty else { throw PopulationError.empty }
    for (index, prompt) in prompts.enumerated() {
      guard (1...Self.attemptLimit).contains(prompt.attempts) else {
        throw PopulationError.attempts(prompt: index + 1, value: prompt.attempts)
      }
      guard (0...prompt.attempts).contains(prompt.successes) else {
        throw PopulationError.successes(prompt: index + 1, value: prompt.successes, attempts: prompt.attempts)
      }
    }
    var numbers: [[Int]: Int] = [:]
    for prompt in prompts { numbers[[prompt.attempts, prompt.successes], default: 0] += 1 }
    self.init(
      pairs: numbers.map { Pair(successes: $0.key[1], attempts: $0.key[0], prompts: $0.value) }
        .sorted { ($0.attempts, $0.successes) < ($1.attempts, $1.successes) })
  }

  /// Pairs that are legal and in order.
  init(pairs: [Pair]) {
    self.pairs = pairs
    promptCount = pairs.reduce(0) { $0 + $1.prompts }
  }

  /// The most attempts that a prompt has.
  public var maximumAttempts: Int { pairs.map(\.attempts).max() ?? 0 }

  /// The share of prompts of which a statement about successes and attempts holds.
  public func share(where holds: (Pair) -> Bool) -> Double { mean { holds($0) ? 1 : 0 } }

  /// The mean over prompts of a number that a pair gives.
  public func mean(_ value: (Pair) -> Double) -> Double {
    pairs.reduce(0) { $0 + Double($1.prompts) * value($1) } / Double(promptCount)
  }
}
