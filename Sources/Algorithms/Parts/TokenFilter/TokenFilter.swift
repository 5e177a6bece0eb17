/// Which tokens of failed rollouts train; a rollout has failed where its label, or else
/// its verified reward, is 0 or less.
///
/// Tokens that are filtered out have loss 0 and still count in every mean. Successes keep all their tokens.
public enum TokenFilter: AlgorithmPart {
  /// All.
  case none
  /// The ⌈κ L⌉ tokens of lowest probability among L, but at least `minimum`: negative token filtering (NTF,
  /// arXiv 2606.17250). κ = 0 keeps none.
  case lowestProbability(keepFraction: Double, minimum: Int, ranking: Ranking = .beforeUpdate)
  /// Tokens of probability at most τ; τ = 1 keeps all.
  case probabilityThreshold(Double)
  /// The ⌈κ L⌉ tokens of largest −log π(y_t) (1 − H_t / log V): surprising, though the policy was certain.
  case surprisalCertainty(keepFraction: Double, minimum: Int, vocabularySize: Int)
  /// ⌈κ L⌉ tokens at random, the control for the others; the same for equal seeds and batches.
  case random(keepFraction: Double, minimum: Int, seed: Int)

  /// When tokens are ranked, and against which others.
  public enum Ranking: String, CaseIterable, Sendable {
    /// Once, among all tokens of a trajectory, by the old policy.
    case beforeUpdate
    /// At every step, among the tokens of a rollout, by the policy that is being trained.
    case everyStep
  }

  /// Every kind of filter with its defaults.
  public static let prototypes: [TokenFilter] = [
    .none, .lowestProbability(keepFraction: 0.1, minimum: 1), .probabilityThreshold(0.5),
    .surprisalCertainty(keepFraction: 0.5, minimum: 1, vocabularySize: 2),
    .random(keepFraction: 0.1, minimum: 1, seed: 1),
  ]

  /// The filter as kind and fields.
  public var record: PartRecord {
    switch self {
    case .none: PartRecord("none")
    case .lowestProbability(let fraction, let minimum, let ranking):
      PartRecord(
        "lowestProbability",
        [
          "keepFraction": .number(fraction), "minimum": .number(Double(minimum)),
          "ranking": .text(ranking.rawValue),
        ])
    case .probabilityThreshold(let threshold):
      PartRecord("probabilityThreshold", ["threshold": .number(threshold)])
    case .surprisalCertainty(let fraction, let minimum, let size):
      PartRecord(
        "surprisalCertainty",
        [
          "keepFraction": .number(fraction), "minimum": .number(Double(minimum)),
          "vocabularySize": .number(Double(size)),
        ])
    case .random(let fraction, let minimum, let seed):
      PartRecord(
        "random",
        [
          "keepFraction": .number(fraction), "minimum": .number(Double(minimum)),
          "seed": .number(Double(seed)),
        ])
    }
  }

  /// The filter that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "lowestProbability":
      self = .lowestProbability(
        keepFraction: try record.number("keepFraction", in: 0...1),
        minimum: try record.integer("minimum", atLeast: 0), ranking: try record.word("ranking"))
    case "probabilityThreshold": self = .probabilityThreshold(try record.number("threshold", in: 0...1))
    case "surprisalCertainty":
      self = .surprisalCertainty(
        keepFraction: try record.number("keepFraction", in: 0...1),
        minimum: try record.integer("minimum", atLeast: 0),
        vocabularySize: try record.integer("vocabularySize", atLeast: 2))
    case "random":
      self = .random(
        keepFraction: try record.number("keepFraction", in: 0...1),
        minimum: try record.integer("minimum", atLeast: 0), seed: try record.integer("seed", atLeast: 0))
    default: self = .none
    }
  }

  /// The filter as a phrase for tables.
  public var summary: String {
    func share(_ fraction: Double) -> String { "\(Setting.number(100 * fraction)) %" }
    return switch self {
    case .none: "none"
    case .lowestProbability(let fraction, _, _): "failures keep the \(share(fraction)) of lowest probability"
    case .probabilityThreshold(let threshold): "failures keep tokens of at most \(Setting.number(threshold))"
    case .surprisalCertainty(let fraction, _, _):
      "failures keep the \(share(fraction)) of most surprise in certainty"
    case .random(let fraction, _, _): "failures keep \(share(fraction)) at random"
    }
  }
}
