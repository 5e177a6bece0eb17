import Algorithms

/// What a group of k successes among n does to the logit of its prompt.
///
/// The policy is a softmax over success and failure with one logit z: the score of a success is 1 − ρ, that of a failure
/// −ρ, and the group's gradient is g = s_k (1 − ρ) − f_k ρ with s_k = k A(1, k)/n and f_k = (n − k) A(0, k)/n. The
/// advantages are the algorithm's own, of responses of one token.
struct GroupRule: Sendable {
  private let algorithm: Algorithm
  /// s_0 … s_n; of the last batch for rules that read one.
  private(set) var successPulls: [Double] = []
  /// f_0 … f_n.
  private(set) var failurePulls: [Double] = []

  /// The rule of an algorithm; one that reads the batch has yet to see one, by ``read(batchOf:)``.
  ///
  /// - Throws: ``SimulationError`` where the group size is out of range, or the advantages depend on what such a policy
  ///   does not have; `AlgorithmError` where the rule is not defined for groups of this size.
  init(_ algorithm: Algorithm) throws {
    guard (1...4096).contains(algorithm.groupSize) else {
      throw SimulationError.outOfRange(
        name: "the group size", value: Double(algorithm.groupSize), legal: "between 1 and 4096")
    }
    if algorithm.tokenFilter != .none {
      throw SimulationError.needsMoreThanOutcomes(
        part: "tokenFilter", summary: algorithm.tokenFilter.summary)
    }
    // Lengths do not count: all responses have one token.
    if let part = algorithm.partBeyondOutcomes {
      throw SimulationError.needsMoreThanOutcomes(part: part.name, summary: part.summary)
    }
    self.algorithm = algorithm
    if !readsBatch { try tabulate(CountAdvantages(of: algorithm)) }
  }

  /// n.
  var groupSize: Int { algorithm.groupSize }

  /// Whether the advantages depend on the other groups of the update.
  var readsBatch: Bool { algorithm.partReadingBatch != nil }

  /// Whether the pulls of every group cancel, up to rounding, so that g = s_k whatever ρ.
  var isCentred: Bool {
    zip(successPulls, failurePulls).allSatisfy { abs($0 + $1) <= 8 * $0.magnitude.ulp }
  }

  /// Takes the advantages from a batch.
  ///
  /// - Parameter histogram: how many groups have k successes, for k = 0 … n.
  /// - Throws: `AlgorithmError` where the rule is not defined for this batch.
  mutating func read(batchOf histogram: [Int]) throws {
    let groups = histogram.enumerated().filter { $0.element > 0 }
    try tabulate(
      CountAdvantages(
        of: algorithm, inBatchOf: groups.map { (.finite($0.offset, of: groupSize), $0.element) }),
      for: groups.map(\.offset))
  }

  private mutating func tabulate(_ advantages: CountAdvantages) throws {
    try tabulate(advantages, for: Array(0...groupSize))
  }

  /// Only counts that occur are asked for: a rule may not be defined for others.
  private mutating func tabulate(_ advantages: CountAdvantages, for counts: [Int]) throws {
    successPulls = Array(repeating: 0, count: groupSize + 1)
    failurePulls = successPulls
    for count in counts {
      let (success, failure) = try advantages.advantages(of: .finite(count, of: groupSize))
      successPulls[count] = Double(count) * success / Double(groupSize)
      failurePulls[count] = Double(groupSize - count) * failure / Double(groupSize)
    }
  }

  /// The change of the logit over η.
  @inline(__always)
  func displacement(count: Int, logit: Double, metric: StepMetric) -> Double {
    let (success, failure) = (successPulls[count], failurePulls[count])
    let rates = successRates(ofLogit: logit)
    switch metric {
    case .vanilla: return success * rates.failure - failure * rates.success
    case .natural:
      // What does not occur has no pull, also where its probability vanishes.
      return (success == 0 ? 0 : success / rates.success) - (failure == 0 ? 0 : failure / rates.failure)
    }
  }
}
