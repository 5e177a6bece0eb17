import Foundation
import GSLNumerics
import Testing

@Suite("The law of a beta variable's log-odds")
struct LogOddsLawTests {
  /// P(Z ≤ z) with 40 digits, on both sides of the place where the tail becomes its first term.
  static let tails: [(alpha: Double, beta: Double, logOdds: Double, probability: Double)] = [
    (0.01, 3, -2000, 2.092173984456258123277e-9),
    (0.01, 3, -79.5, 0.4583775325081772497334),
    (0.01, 3, -80.5, 0.4538165998540747610641),
    (2.5, 0.02, 3, 0.03630440945064112170847),
    (7, 2, -0.5, 0.005857135723180747483639),
    (120, 45.5, 1.2, 0.8980432463621344769446),
  ]

  @Test(arguments: tails.indices)
  func tailsAreThoseOfTheReference(index: Int) throws {
    let (alpha, beta, logOdds, expected) = Self.tails[index]
    let lower = try BetaDistribution(alpha: alpha, beta: beta).cumulativeProbability(atLogOdds: logOdds)
    #expect(abs(lower - expected) <= 1e-12 * expected, "\(lower)")
    let upper = try BetaDistribution(alpha: beta, beta: alpha).upperTailProbability(atLogOdds: -logOdds)
    #expect(upper == lower)
  }

  @Test(arguments: [(0.01, 0.02), (6, 2), (1, 400), (1e4, 1e4)])
  func theLawIsThatOfTheVariable(alpha: Double, beta: Double) throws {
    let law = try BetaDistribution(alpha: alpha, beta: beta)
    let threeToOne = log(3.0)
    for (logOdds, value) in [(0.0, 0.5), (threeToOne, 0.75), (-threeToOne, 0.25)] {
      let density = law.density(at: value) * value * (1 - value)
      #expect(abs(law.density(atLogOdds: logOdds) - density) <= 1e-9 * density)
      let (lower, upper) = (
        law.cumulativeProbability(atLogOdds: logOdds), law.upperTailProbability(atLogOdds: logOdds)
      )
      #expect(abs(lower - law.cumulativeProbability(at: value)) <= 1e-10)
      #expect(abs(upper - law.upperTailProbability(at: value)) <= 1e-10)
      #expect(abs(lower + upper - 1) <= 1e-10)
    }
    #expect(law.density(atLogOdds: 1e6) == 0 && law.cumulativeProbability(atLogOdds: 1e6) == 1)
    #expect(law.density(atLogOdds: -1e6) == 0 && law.upperTailProbability(atLogOdds: -1e6) == 1)
  }
}
