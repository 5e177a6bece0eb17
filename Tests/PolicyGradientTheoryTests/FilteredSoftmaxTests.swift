import Algorithms
import Foundation
import Policies
import PolicyGradientTheory
import RandomStreams
import Testing

@Suite("Results 4.8 and 4.9: what a filter does to the expected update")
struct FilteredSoftmaxTests {
  static func algorithm(baseline: Double, filter: TokenFilter = .none) -> Algorithm {
    Algorithm(groupSize: 1, baseline: .constant(baseline), tokenFilter: filter)
  }

  static func softmax(actions: Int, _ stream: inout RandomStream) throws -> FilteredSoftmax {
    let weights = (0..<actions).map { _ in -log(1 - stream.uniform()) }
    let total = weights.reduce(0, +)
    return try FilteredSoftmax(
      probabilities: weights.map { $0 / total }, successRates: weights.map { _ in stream.uniform() })
  }

  @Test func theClosedFormOfTheBias() throws {
    var stream = StreamPath(seed: 48)["bias"].stream()
    for actions in 1...12 {
      for threshold in [0, 0.05, 0.1, 0.3, 0.6, 1] {
        let softmax = try Self.softmax(actions: actions, &stream)
        let baseline = 2 * stream.uniform() - 0.5
        let filtered = Self.algorithm(baseline: baseline, filter: .probabilityThreshold(threshold))
        let with = try softmax.expectedGradient(of: filtered)
        let without = try softmax.expectedGradient(of: Self.algorithm(baseline: baseline))
        let bias = try softmax.filterBias(of: filtered)
        for action in 0..<actions {
          // b Σ_{a: π_a > τ} π_a (1 − Q_a) (e_a − π), written a second time.
          let sum = softmax.probabilities.indices.reduce(0.0) { sum, other in
            let probability = softmax.probabilities[other]
            guard probability > threshold else { return sum }
            let score = (other == action ? 1 : 0) - softmax.probabilities[action]
            return sum + probability * (1 - softmax.successRates[other]) * score
          }
          #expect(abs(with[action] - without[action] - bias[action]) <= 1e-14)
          #expect(abs(bias[action] - baseline * sum) <= 1e-14)
          #expect(abs(without[action] - softmax.successGradient[action]) <= 1e-14)
        }
      }
    }
  }

  /// The numbers of result 4.8, of a policy that has them: dρ falls from .0200 to .0108.
  @Test func successRisesMoreSlowly() throws {
    let softmax = try FilteredSoftmax(
      probabilities: [0.4, 0.4, 0.15, 0.05], successRates: [0.5, 0.1, 0.8, 0.8])
    #expect(abs(softmax.successProbability - 0.4) <= 1e-15)
    let filtered = Self.algorithm(baseline: 0.4, filter: .probabilityThreshold(0.2))
    let before = try softmax.expectedGradient(of: Self.algorithm(baseline: 0.4))
    #expect(abs(softmax.successChange(along: before) - 0.02) <= 1e-16)
    let after = try softmax.expectedGradient(of: filtered)
    #expect(abs(softmax.successChange(along: after) - 0.010848) <= 1e-16)
    // Of the two probable actions the one that fails more often gains; the other loses with the rare good ones.
    let bias = try softmax.filterBias(of: filtered)
    #expect(bias[1] > 0 && bias[0] < 0 && bias[2] < 0 && bias[3] < 0)
  }

  @Test func withoutABaselineAFilterHasNothingToFilter() throws {
    var stream = StreamPath(seed: 49)["bias"].stream()
    let softmax = try Self.softmax(actions: 5, &stream)
    let filtered = Self.algorithm(baseline: 0, filter: .probabilityThreshold(0.1))
    #expect(try softmax.filterBias(of: filtered).allSatisfy { $0 == 0 })
    // A response of one token keeps it under every positive fraction.
    let lowest = Self.algorithm(baseline: 0.5, filter: .lowestProbability(keepFraction: 0.1, minimum: 1))
    #expect(try softmax.filterBias(of: lowest).allSatisfy { $0 == 0 })
  }

  @Test func refusals() throws {
    #expect(throws: PolicyError.self) {
      try FilteredSoftmax(probabilities: [0.5, 0.6], successRates: [0, 1])
    }
    #expect(throws: PolicyError.lengthMismatch(list: "success rates", count: 1, expected: 2)) {
      try FilteredSoftmax(probabilities: [0.5, 0.5], successRates: [0])
    }
    let softmax = try FilteredSoftmax(probabilities: [0.5, 0.5], successRates: [0, 1])
    #expect(throws: TheoryError.self) {
      try softmax.expectedGradient(of: AlgorithmPreset.opo.algorithm())
    }
  }

  // MARK: - Lock-in

  static let grid = (0...10).map { Double($0) / 10 }

  /// The closed form is the enumeration of two actions, the threshold between them.
  @Test func lockInIsEnumerated() throws {
    for (probability, success) in [(0.8, 0.2), (0.6, 0.9), (0.95, 0.05)] {
      let token = try DominantBadToken(probability: probability, alternativeSuccessRate: success)
      let softmax = try FilteredSoftmax(
        probabilities: [probability, 1 - probability], successRates: [0, success])
      for baseline in Self.grid {
        let filtered = try softmax.expectedGradient(
          of: Self.algorithm(baseline: baseline, filter: .probabilityThreshold(0.5)))
        #expect(abs(filtered[0] - token.filteredGradient(baseline: baseline)) <= 1e-15)
        let unfiltered = try softmax.expectedGradient(of: Self.algorithm(baseline: baseline))
        #expect(abs(unfiltered[0] - token.unfilteredGradient) <= 1e-15)
      }
    }
  }

  @Test func theUpdateIsReversedWhereTheBaselineExceedsTheAlternatives() throws {
    for success in Self.grid {
      for probability in Self.grid {
        let token = try DominantBadToken(probability: probability, alternativeSuccessRate: success)
        for baseline in Self.grid {
          let isInside = probability > 0 && probability < 1
          #expect(token.reversesUpdate(baseline: baseline) == (isInside && success < baseline))
        }
        #expect(!token.reversesUpdate(baseline: token.successProbability))
        #expect(token.unfilteredGradient <= 0)
      }
    }
  }

  /// A group of n, all outcomes enumerated: the filtered logit of the bad token never rises, and on average it changes under
  /// leave-one-out as under the constant ρ.
  @Test(arguments: ["group-mean", "rloo", "grpo"], [2, 3, 5])
  func groupsReverseNothing(name: String, size: Int) throws {
    let (q, success) = (0.8, 0.2)
    let token = try DominantBadToken(probability: q, alternativeSuccessRate: success)
    var algorithm = try AlgorithmPreset(named: name).algorithm()
    algorithm.groupSize = size
    let rule = try CountRule(algorithm)
    var mean = 0.0
    for bad in 0...size {
      for successes in 0...(size - bad) {
        let failures = size - bad - successes
        var chance = pow(q, Double(bad)) * pow((1 - q) * success, Double(successes))
        chance *= pow((1 - q) * (1 - success), Double(failures))
        chance *= (0..<bad).reduce(1.0) { $0 * Double(size - $1) / Double($1 + 1) }
        chance *= (0..<successes).reduce(1.0) { $0 * Double(size - bad - $1) / Double($1 + 1) }
        let successAdvantage = successes > 0 ? rule.successAdvantage(successes: successes) : 0
        let failureAdvantage = successes < size ? rule.failureAdvantage(successes: successes) : 0
        let kept = Double(successes) * successAdvantage + Double(failures) * failureAdvantage
        let gradient = -q * kept / Double(size)
        #expect(gradient <= 1e-15)
        mean += chance * gradient
      }
    }
    #expect(mean < 0)
    if name == "rloo" {
      #expect(abs(mean - token.filteredGradient(baseline: token.successProbability)) <= 1e-15)
    }
  }
}
