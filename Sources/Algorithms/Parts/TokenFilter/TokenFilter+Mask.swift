import Foundation
import Rollouts

extension TokenFilter {
  /// Which positions train; nil where all do.
  ///
  /// - Parameter outcomes: what says which rollouts have failed.
  /// - Throws: ``AlgorithmError`` where the batch lacks what the filter reads.
  package func keptTokens(of batch: Batch, outcomes: [Double]) throws -> [Bool]? {
    guard self != .none else { return nil }
    guard let tokens = batch.tokens else {
      throw AlgorithmError.missingTokens("logProbs", neededBy: "the token filter")
    }
    let scores = try scores(of: tokens)
    var choice = TokenChoice(self)
    var kept = [Bool](repeating: true, count: tokens.count)
    for members in Trajectories(of: batch).members where Moments(members.map { outcomes[$0] }).mean <= 0 {
      for position in members.flatMap({ tokens.positions(of: $0) }) { kept[position] = false }
      for rollouts in ranksEveryRollout ? members.map({ [$0] }) : [members] {
        let positions = rollouts.flatMap { tokens.positions(of: $0).filter { tokens.counts($0) } }
        choice.mark(positions, scores: scores, in: &kept)
      }
    }
    return kept
  }

  private var ranksEveryRollout: Bool {
    if case .lowestProbability(_, _, .everyStep) = self { true } else { false }
  }

  /// What a token is compared by, lowest first: its probability, its log-probability, or log π (1 − H / log V).
  ///
  /// A filter at random compares by nothing that a token has; it is treated as one that compares log-probabilities.
  ///
  /// - Parameters:
  ///   - logProbability: log π of the token.
  ///   - probability: π of the token.
  ///   - entropy: H of the distribution it was drawn from, in nats.
  package func score(
    logProbability: @autoclosure () -> Double, probability: @autoclosure () -> Double,
    entropy: @autoclosure () -> Double
  ) -> Double {
    switch self {
    case .probabilityThreshold: probability()
    case .surprisalCertainty(_, _, let size): logProbability() * (1 - entropy() / log(Double(size)))
    case .none, .lowestProbability, .random: logProbability()
    }
  }

  /// Refuses a vocabulary that is smaller than what some prefix chooses from.
  ///
  /// - Parameter choices: the most tokens that a prefix has.
  /// - Throws: ``AlgorithmError/vocabularyTooSmall(entropy:size:)``.
  package func checkVocabulary(choices: Int) throws {
    if case .surprisalCertainty(_, _, let size) = self, size < choices {
      throw AlgorithmError.vocabularyTooSmall(entropy: log(Double(choices)), size: size)
    }
  }

  /// How many tokens of a failed response of L tokens a filter that ranks them keeps: ⌈κ L⌉, but at least its minimum
  /// and at most L, and none for κ = 0; nil where the filter decides on every token alone.
  package func keptCount(of count: Int) -> Int? {
    switch self {
    case .none, .probabilityThreshold: return nil
    case .lowestProbability(let fraction, let minimum, _), .surprisalCertainty(let fraction, let minimum, _),
      .random(let fraction, let minimum, _):
      guard fraction > 0 else { return 0 }
      return min(count, max(minimum, exactCeiling(fraction, of: count)))
    }
  }

  /// What tokens are ranked by, lowest first.
  private func scores(of tokens: ResponseTokens) throws -> [Double] {
    if case .random(_, _, let seed) = self { return randomScores(of: tokens, seed: seed) }
    let old = ranksEveryRollout ? nil : tokens.oldLogProbabilities
    guard let logProbabilities = old ?? tokens.logProbabilities else {
      throw AlgorithmError.missingTokens("logProbs", neededBy: "the token filter")
    }
    guard case .surprisalCertainty(_, _, let size) = self else {
      return logProbabilities.map { score(logProbability: $0, probability: exp($0), entropy: 0) }
    }
    guard let entropies = tokens.entropies else {
      throw AlgorithmError.missingTokens("entropies", neededBy: "the surprisal-certainty filter")
    }
    // Entropies of single-precision distributions can exceed log V by rounding.
    if let entropy = entropies.first(where: { $0 > log(Double(size)) * (1 + 1e-5) }) {
      throw AlgorithmError.vocabularyTooSmall(entropy: entropy, size: size)
    }
    return zip(logProbabilities, entropies).map {
      score(logProbability: $0, probability: exp($0), entropy: $1)
    }
  }

  /// A number for every token, by the seed, its rollout and its place among the tokens that count there.
  private func randomScores(of tokens: ResponseTokens, seed: Int) -> [Double] {
    (0..<tokens.starts.count - 1).flatMap { rollout in
      var place = 0
      return tokens.positions(of: rollout).map { position in
        defer { place += tokens.counts(position) ? 1 : 0 }
        return hash(UInt64(bitPattern: Int64(seed)), UInt64(rollout) << 32 | UInt64(place))
      }
    }
  }

  /// A number in [0, 1): SplitMix64 of a seed and a counter.
  private func hash(_ seed: UInt64, _ counter: UInt64) -> Double {
    var state = seed &* 0xD1B5_4A32_D192_ED03 &+ counter &* 0x9E37_79B9_7F4A_7C15
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((state ^ (state >> 31)) >> 11) * 0x1p-53
  }
}

/// ⌈κ n⌉ with κ taken as the decimal number it was written as: 0.2 of 20 is 4, not 5.
func exactCeiling(_ fraction: Double, of count: Int) -> Int {
  var product =
    Decimal(string: "\(fraction)").map { $0 * Decimal(count) } ?? Decimal(fraction * Double(count))
  var rounded = Decimal()
  NSDecimalRound(&rounded, &product, 0, .up)
  return NSDecimalNumber(decimal: rounded).intValue
}
