import Foundation
import Policies
import Testing

@Suite("Exact policies")
struct PolicyTests {
  @Test(
    arguments: [
      ([], [], "probabilities are empty; give at least one"),
      ([0.5, 0.4], [1, 0], "probabilities sum to 0.9, not 1; rescale them or add the missing response"),
      ([0.5, .nan], [1, 0], "probability 2 is nan; a probability lies between 0 and 1"),
      ([1.5, -0.5], [1, 0], "probability 1 is 1.5; a probability lies between 0 and 1"),
      ([0.5, 0.5], [1, 2], "reward 2 is 2.0; a verifiable reward is 0 or 1"),
      ([0.5, 0.5], [1], "1 rewards for 2 probabilities; give one for each response"),
    ] as [([Double], [Double], String)])
  func badTablesAreRefused(probabilities: [Double], rewards: [Double], message: String) {
    #expect {
      _ = try TabularSoftmax(probabilities: probabilities).responses(rewards: rewards)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func missingPrefixIsNamed() throws {
    let policy = try AutoregressiveTabular(distributions: [[]: [0.5, 0.5]])
    #expect {
      _ = try policy.responses(stopToken: 1, maximumLength: 2) { _ in true }
    } throws: {
      "\($0)" == "prefix [0] can be reached but has no probabilities; add them"
    }
  }

  @Test func expectedScoreIsZero() throws {
    let tabular = try TabularSoftmax(probabilities: [0.2, 0.3, 0.5]).responses(rewards: [1, 0, 1])
    let tree = try AutoregressiveTabular(
      distributions: [[]: [0.5, 0.3, 0.2], [0]: [0.1, 0.2, 0.7], [1]: [0.6, 0.3, 0.1]]
    ).responses(stopToken: 2, maximumLength: 2) { $0.contains(1) }
    for table in [tabular, tree] {
      #expect(abs(table.expectation { _ in 1 } - 1) <= 1e-15)
      #expect(table.scoreExpectation { _ in 1 }.allSatisfy { abs($0) <= 1e-16 })
    }
  }

  /// ∇ρ by central differences of ρ(θ) for a linear softmax over two-token responses.
  @Test func linearSoftmaxGradientAgreesWithDifferences() throws {
    func table(_ parameters: [Double]) throws -> ResponseTable {
      let policy = LinearSoftmax(parameters: parameters, vocabularySize: 3) { _, prefix, token in
        [Double(token), Double(prefix.count * token * token), cos(Double(3 * prefix.count + token))]
      }
      return try policy.responses(stopToken: 0, maximumLength: 2) { $0.reduce(0, +) > 1 }
    }
    let point = [0.3, -0.2, 0.7]
    let gradient = try table(point).successGradient
    for index in point.indices {
      let step = 1e-5
      var forward = point
      var backward = point
      forward[index] += step
      backward[index] -= step
      let difference =
        (try table(forward).expectation(\.reward) - table(backward).expectation(\.reward)) / (2 * step)
      // Truncation is of order step², rounding of order 1e-16/step: both below 1e-9.
      #expect(abs(difference - gradient[index]) <= 1e-9)
    }
  }
}
