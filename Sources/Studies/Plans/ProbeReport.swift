import Populations

/// What successes and attempts show, and what they hide.
public struct ProbeReport: Encodable, Sendable {
  /// Rates below this count as hopeless.
  public static let threshold = DifficultyBand.edges[1]

  /// The number of attempts that most prompts have.
  public let attempts: Int
  /// The share of prompts that never succeeded.
  public let observedAllFail: Double
  /// The share that the fit expects to.
  public let fittedAllFail: BoundedValue
  /// The share of prompts that always succeeded.
  public let observedAllSucceed: Double
  /// The share that the fit expects to.
  public let fittedAllSucceed: BoundedValue
  /// The share of prompts whose rate is below ``threshold``.
  public let belowThreshold: BoundedValue
  /// The mean rate of prompts that never succeeded in ``attempts``.
  public let meanRateOfAllFail: BoundedValue
  /// Whether the fit misses either observed share by more than four standard errors.
  public let fitIsPoor: Bool

  init(_ counts: ProbeCounts, bounded: (PlanQuantity) -> BoundedValue) {
    attempts = Self.commonAttempts(counts)
    observedAllFail = counts.share { $0.successes == 0 }
    observedAllSucceed = counts.share { $0.successes == $0.attempts }
    fittedAllFail = bounded(.readAllFail)
    fittedAllSucceed = bounded(.readAllSucceed)
    belowThreshold = bounded(.belowThreshold)
    meanRateOfAllFail = bounded(.rateOfAllFail)
    fitIsPoor = [(observedAllFail, fittedAllFail), (observedAllSucceed, fittedAllSucceed)].contains {
      let fitted = $1.value ?? 0
      return abs($0 - fitted) > 4 * (fitted * (1 - fitted) / Double(counts.promptCount)).squareRoot()
    }
  }

  /// The number of attempts that most prompts have; the smallest such number.
  static func commonAttempts(_ counts: ProbeCounts) -> Int {
    var numbers: [Int: Int] = [:]
    for pair in counts.pairs { numbers[pair.attempts, default: 0] += pair.prompts }
    return numbers.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }
}
