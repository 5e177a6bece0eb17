import Testing

/// One binomial probability above 1e-300.
struct BinomialReference: Decodable, Sendable, CustomTestStringConvertible {
  let trials: Int
  let successProbability: Double
  let count: Int
  let probability: String

  var testDescription: String { "\(count) of \(trials) at \(successProbability)" }

  static let all = ReferenceFile<BinomialReference>.entries(of: "binomial")
}
