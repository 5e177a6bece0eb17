import Foundation
import RandomStreams
import Tasks
import Testing
import Training
import Transformer

@Suite("How far updates move success")
struct MobilityProbeTests {
  /// ρ and |∇ρ|² of a prompt of two symbols, by enumeration: ∇ρ = Σ_y π(y) ∇ log π(y) over the responses that succeed.
  static func exact(_ learner: Learner, prompt: [Int]) throws -> (rate: Double, mobility: Double) {
    let beginnings = (0..<3).map { [$0] } + (0..<9).map { [$0 / 3, $0 % 3] }
    let responses = beginnings.map { $0 + [3] }
    let outcomes = try learner.task.outcomes(
      of: responses.map { TaskResponse(prompt: prompt, response: $0) })
    let successes = zip(responses, outcomes).filter(\.1).map {
      TokenSequence(tokens: prompt + $0.0, promptLength: prompt.count)
    }
    let pass = TransformerPass(shape: learner.parameters.shape)
    try pass.forward(learner.parameters, TokenBatch(successes))
    let probabilities = pass.logProbabilities.map { exp($0) }
    pass.backward(learner.parameters)
    var gradient = [Float](repeating: 0, count: learner.parameters.values.count)
    pass.addGradient(weights: probabilities.map { Float($0) }, sequences: 0..<successes.count, to: &gradient)
    return (probabilities.reduce(0, +), gradient.reduce(0) { $0 + Double($1) * Double($1) })
  }

  /// 400 measurements by four rollouts each, where bias would show most: their means lie within four standard errors of what
  /// enumeration says.
  @Test func mobilitiesAreUnbiased() throws {
    let learner = try ProbeFixture.sum()
    let prompts = [[1, 2, 2], [1, 1, 2]]
    let probe = MobilityProbe(learner: learner, prompts: prompts, groupSize: 2)
    let runs = try (0..<400).map {
      try probe.mobilities(batchCount: 2, path: StreamPath(seed: 41)["mobility"][$0])
    }
    for (index, prompt) in prompts.enumerated() {
      let exact = try Self.exact(learner, prompt: prompt)
      let variance = exact.rate * (1 - exact.rate)
      for (value, expected) in [
        (\PromptMobility.successRate, exact.rate), (\.mobility, exact.mobility), (\.variance, variance),
        (\.squaredVariance, variance * variance),
      ] {
        let values = runs.map { $0[index][keyPath: value] }
        let mean = values.reduce(0, +) / 400
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        #expect(abs(mean - expected) <= 4 * (squares / 399 / 400).squareRoot(), "\(prompt) \(expected)")
      }
      #expect(exact.mobility > 0 && runs[0][index].rolloutCount == 4)
    }
  }

  /// Of two prompts the residuals are equal and opposite: the error is 2|m₁ − R v₁|/(v₁ + v₂).
  @Test func binsHoldTheirPromptsAndTheirRatio() throws {
    let learner = try ProbeFixture.sum()
    let prompts = try MobilityProbe(learner: learner, prompts: [[1, 2, 2], [1, 1, 2]], groupSize: 4)
      .mobilities(batchCount: 6, path: StreamPath(seed: 42)["mobility"])
    let bin = try #require(MobilityBin.bins(1, of: prompts).first)
    #expect(bin.prompts == prompts && bin.rates == 0...1)
    let (m, v) = (prompts.map(\.mobility), prompts.map(\.variance))
    let ratio = try #require(bin.perVariance)
    #expect(ratio.value == (m[0] + m[1]) / (v[0] + v[1]))
    let error = 2 * abs(m[0] - ratio.value * v[0]) / (v[0] + v[1])
    #expect(abs(try #require(ratio.standardError) - error) <= 1e-12 * error)
    #expect(bin.meanMobility == (m[0] + m[1]) / 2)

    let bins = MobilityBin.bins(4, of: prompts)
    #expect(bins.map(\.rates) == [0...0.25, 0.25...0.5, 0.5...0.75, 0.75...1])
    for bin in bins {
      #expect(bin.prompts.allSatisfy { bin.rates.contains($0.successRate) })
      #expect((bin.meanMobility == nil) == bin.prompts.isEmpty)
      if bin.prompts.count == 1 { #expect(bin.perVariance?.standardError == nil) }
    }
    #expect(bins.reduce(0) { $0 + $1.prompts.count } == 2)
  }
}
