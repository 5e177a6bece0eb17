/// The prompts of a range of success rates, and the constant that their mobilities have in common.
///
/// Prompts are sorted by the estimate ρ̂ from the same rollouts, so that bins at the ends hold prompts that were lucky or
/// not; the bias is small where ρ̂ is known much better than a bin is wide.
public struct MobilityBin: Hashable, Sendable {
  /// A ratio of two sums over the prompts, with its standard error; the error is nil for a single prompt.
  public struct Ratio: Hashable, Sendable {
    /// Σm / Σv.
    public let value: Double
    /// √(n/(n − 1) Σ(m − Rv)²) / Σv over n prompts, by the delta method.
    public let standardError: Double?

    /// The ratio of the sums of pairs; nil unless the sum below is positive.
    init?(_ pairs: [(above: Double, below: Double)]) {
      let below = pairs.reduce(0) { $0 + $1.below }
      guard below > 0 else { return nil }
      let ratio = pairs.reduce(0) { $0 + $1.above } / below
      let squares = pairs.reduce(0) { sum, pair in
        let residual = pair.above - ratio * pair.below
        return sum + residual * residual
      }
      let count = Double(pairs.count)
      value = ratio
      standardError = count > 1 ? (count / (count - 1) * squares).squareRoot() / below : nil
    }
  }

  /// The success rates; the upper bound belongs to the bin above, but 1 to the last.
  public let rates: ClosedRange<Double>
  /// The prompts whose estimated rate lies there.
  public let prompts: [PromptMobility]

  /// Σm / Σρ(1 − ρ); nil where no outcome is uncertain.
  public var perVariance: Ratio? { Ratio(prompts.map { ($0.mobility, $0.variance) }) }
  /// Σm / Σ(ρ(1 − ρ))²; nil where no outcome is uncertain.
  public var perSquaredVariance: Ratio? { Ratio(prompts.map { ($0.mobility, $0.squaredVariance) }) }
  /// The mean of m; nil without prompts.
  public var meanMobility: Double? {
    prompts.isEmpty ? nil : prompts.reduce(0) { $0 + $1.mobility } / Double(prompts.count)
  }

  /// `count` bins of equal width between 0 and 1.
  public static func bins(_ count: Int, of prompts: [PromptMobility]) -> [MobilityBin] {
    precondition(count >= 1, "prompts need a bin")
    let members = Dictionary(grouping: prompts) { min(count - 1, Int($0.successRate * Double(count))) }
    return (0..<count).map { bin in
      MobilityBin(
        rates: Double(bin) / Double(count)...Double(bin + 1) / Double(count), prompts: members[bin] ?? [])
    }
  }
}
