/// The number of successes among independent trials with a success probability each.
public struct PoissonBinomialDistribution: Sendable {
  /// P(0), …, P(m) for m trials.
  public let probabilities: [Double]

  /// The distribution of these trials, by adding one after the other: only sums of products of positive numbers, so that
  /// the relative error is about m units in the last place.
  ///
  /// Trials that are all alike are binomial, and get its error.
  ///
  /// - Parameter successProbabilities: one for every trial, each in [0, 1]; none gives P(0) = 1.
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` for a probability outside [0, 1].
  public init(successProbabilities: [Double]) throws {
    if let first = successProbabilities.first, successProbabilities.allSatisfy({ $0 == first }) {
      probabilities = try BinomialDistribution(
        trials: successProbabilities.count, successProbability: first
      ).probabilities
      return
    }
    var probabilities = [1.0]
    for success in successProbabilities {
      guard success >= 0 && success <= 1 else {
        throw NumericsError.outOfRange(
          argument: "success probability", value: success, legal: "between 0 and 1")
      }
      probabilities.append(0)
      for count in probabilities.indices.reversed() {
        let stayed = probabilities[count] * (1 - success)
        probabilities[count] = stayed + (count > 0 ? probabilities[count - 1] * success : 0)
      }
    }
    self.probabilities = probabilities
  }
}
