/// The probability that the policy succeeds from some point on: V of a beginning of a response.
public struct SuccessProbability: Hashable, Sendable {
  /// The probability, or its estimate.
  public let value: Double
  /// Its standard error, 0 where the probability is exact.
  ///
  /// Of an estimate from K continuations √(p̂(1 − p̂)/(K − 1)): 0, too, where all or none succeeded.
  public let standardError: Double

  /// An exact probability.
  init(exact value: Double) {
    self.value = value
    standardError = 0
  }

  /// An estimate from independent continuations, 2 or more.
  init(outcomes: some Collection<Bool>) {
    let count = Double(outcomes.count)
    value = Double(outcomes.count { $0 }) / count
    standardError = (value * (1 - value) / (count - 1)).squareRoot()
  }
}
