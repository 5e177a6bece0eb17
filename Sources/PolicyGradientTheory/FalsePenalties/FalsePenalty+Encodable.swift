extension FalsePenalty: Encodable {
  private enum CodingKeys: String, CodingKey {
    case trueAdvantage, negativeCoefficientProbability, negativeCoefficientMass
    case positiveCoefficientProbability, positiveCoefficientMass
    case negativeLogitProbability, negativeLogitMass, positiveLogitProbability, positiveLogitMass
    case expectedCoefficient, expectedLogitGradient, gaussianApproximation, gaussianLogitApproximation
  }

  /// Writes all numbers, with null for an approximation that there is none of.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(trueAdvantage, forKey: .trueAdvantage)
    try container.encode(negativeCoefficientProbability, forKey: .negativeCoefficientProbability)
    try container.encode(negativeCoefficientMass, forKey: .negativeCoefficientMass)
    try container.encode(positiveCoefficientProbability, forKey: .positiveCoefficientProbability)
    try container.encode(positiveCoefficientMass, forKey: .positiveCoefficientMass)
    try container.encode(negativeLogitProbability, forKey: .negativeLogitProbability)
    try container.encode(negativeLogitMass, forKey: .negativeLogitMass)
    try container.encode(positiveLogitProbability, forKey: .positiveLogitProbability)
    try container.encode(positiveLogitMass, forKey: .positiveLogitMass)
    try container.encode(expectedCoefficient, forKey: .expectedCoefficient)
    try container.encode(expectedLogitGradient, forKey: .expectedLogitGradient)
    try container.encode(gaussianApproximation, forKey: .gaussianApproximation)
    try container.encode(gaussianLogitApproximation, forKey: .gaussianLogitApproximation)
  }
}
