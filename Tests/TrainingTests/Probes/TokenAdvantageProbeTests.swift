import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Testing
import Training
import Transformer

@Suite("True advantages of tokens")
struct TokenAdvantageProbeTests {
  static func rollouts(_ learner: Learner, prompts: Int = 4, groupSize: Int = 4) throws -> CollectedRollouts {
    let path = StreamPath(seed: 22)["rollouts"]
    return try learner.collect(
      prompts: learner.prompts(prompts, path: path), groupSize: groupSize, path: path)
  }

  /// Sampled values against enumerated ones; where an environment replies, too.
  @Test func samplingAgreesWithEnumeration() throws {
    let continuations = 1_000
    for learner in [try ProbeFixture.sum(), try ProbeFixture.store()] {
      let tokens = Array(Set(ProbeFixture.tokens(of: try Self.rollouts(learner))))
      let exact = try TokenAdvantageProbe(learner: learner, method: .enumeration).advantages(of: tokens)
      let sampled = try TokenAdvantageProbe(
        learner: learner,
        method: .sampling(continuations: continuations, path: StreamPath(seed: 23)["values"])
      ).advantages(of: tokens)
      for (exact, sampled) in zip(exact, sampled) {
        for (p, estimate) in [(exact.before, sampled.before), (exact.after, sampled.after)] {
          let error = (p.value * (1 - p.value) / Double(continuations)).squareRoot()
          // 4 standard errors, and one continuation for what hardly ever succeeds.
          #expect(abs(estimate.value - p.value) <= 4 * error + 1 / Double(continuations))
          #expect(p.standardError == 0)
        }
        #expect(sampled.value == sampled.after.value - sampled.before.value)
      }
      #expect(sampled.contains { $0.standardError > 0 })
    }
  }

  /// V(h) = Σ_a π(a | h) Q(h, a): advantages have mean 0 under the policy.
  @Test func advantagesHaveMeanZero() throws {
    for learner in [try ProbeFixture.sum(), try ProbeFixture.store()] {
      let probe = TokenAdvantageProbe(learner: learner, method: .enumeration)
      for prefix in Set(ProbeFixture.tokens(of: try Self.rollouts(learner)).map(\.prefix)) {
        let tokens = (0..<learner.task.vocabularySize).map { ProbedToken($0, after: prefix) }
        let probabilities = try ProbeFixture.probabilities(after: prefix, learner)
        let advantages = try probe.advantages(of: tokens)
        let mean = zip(probabilities, advantages).reduce(0) { $0 + $1.0 * $1.1.value }
        // Products of some Floats: 64 ulp of Float.
        #expect(abs(mean) <= 64 * Double(Float.ulpOfOne))
      }
    }
  }

  /// Only the symbol before the end counts: the end after the right sum is worth what is left to 1, after a wrong one
  /// all that was there.
  @Test func theEndIsItsVerdict() throws {
    let learner = try ProbeFixture.sum()
    let probe = TokenAdvantageProbe(learner: learner, method: .enumeration)
    let advantages = try probe.advantages(
      of: [[1], [0]].map { ProbedToken(3, after: ResponsePrefix(prompt: [1, 2, 2], response: $0)) })
    #expect(advantages[0].after.value == 1 && advantages[1].after.value == 0)
    #expect(advantages[0].value == 1 - advantages[0].before.value && advantages[0].value > 0)
    #expect(advantages[1].value == -advantages[1].before.value)
  }

  /// Values of a beginning do not depend on what else is asked.
  @Test func valuesBelongToTheirBeginnings() throws {
    let learner = try ProbeFixture.sum()
    let tokens = ProbeFixture.tokens(of: try Self.rollouts(learner))
    let probe = TokenAdvantageProbe(
      learner: learner, method: .sampling(continuations: 20, path: StreamPath(seed: 24)["values"]))
    let all = try probe.advantages(of: tokens)
    for (token, advantage) in zip(tokens, all).prefix(10) {
      let alone = try probe.advantages(of: [token])
      #expect(alone == [advantage])
    }
  }

  @Test func weightsOfTokensAreThoseOfTheGradient() throws {
    let rollouts = try Self.rollouts(try ProbeFixture.store())
    let algorithm = Algorithm(groupSize: 4, baseline: .leaveOneOut)
    let coefficients = try algorithm.rolloutCoefficients(for: rollouts.batch)
    let weights = try rollouts.tokenWeights(of: algorithm)
    let expected = zip(rollouts.sequences, coefficients).flatMap { sequence, coefficient in
      sequence.response.indices.map { index in
        sequence.mask?[index - sequence.promptLength] ?? true ? coefficient : 0
      }
    }
    #expect(weights.count == expected.count && coefficients.contains { $0 < 0 })
    for (weight, expected) in zip(weights, expected) {
      #expect(abs(weight - expected) <= 4 * abs(expected) * Double.ulpOfOne)
    }
  }

  /// Rollouts of one prompt, all with negative weights: what several share counts once, with the sum.
  @Test func penaltiesAreSumsOverSharedTokens() throws {
    let learner = try ProbeFixture.sum()
    let rollouts = try Self.rollouts(learner, prompts: 1, groupSize: 12)
    let weights = zip(rollouts.sequences, rollouts.batch.rollouts).flatMap { sequence, rollout in
      sequence.response.map { _ in 0.75 * rollout.reward - 1 }
    }
    let sums = Dictionary(zip(ProbeFixture.tokens(of: rollouts), weights), uniquingKeysWith: +)
    let probe = TokenAdvantageProbe(learner: learner, method: .enumeration)
    let report = try probe.penalties(of: rollouts, weights: weights, margin: 0.05)
    #expect(
      Dictionary(uniqueKeysWithValues: report.penalties.map { ($0.advantage.token, $0.weight) })
        == sums.filter { $0.value < 0 })
    let good = report.penalties.filter { $0.advantage.value >= -0.05 && $0.advantage.after.value > 0.05 }
    let total = report.penalties.reduce(0) { $0 + $1.weight }
    #expect(total < 0 && good.allSatisfy { $0.verdict == .good })
    #expect(report.falsePenaltyShare == good.reduce(0) { $0 + $1.weight } / total)
    let shares = [PenaltyReport.Verdict.good, .neutral, .harmful].compactMap(report.share)
    #expect(abs(shares.reduce(0, +) - 1) <= 4 * Double.ulpOfOne)
    #expect(report.penalties.contains { $0.verdict == .harmful } && !good.isEmpty)
    let wide = try probe.penalties(of: rollouts, weights: weights, margin: 1)
    #expect(wide.share(of: .neutral) == 1)
    let none = try probe.penalties(of: rollouts, weights: weights.map(abs), margin: 0)
    #expect(none.penalties.isEmpty && none.falsePenaltyShare == nil)
  }

  @Test func largeTasksAreNotEnumerated() throws {
    let learner = try ProbeFixture.learner(of: RunningSum(modulus: 5, digits: 4...12), steps: 0)
    let probe = TokenAdvantageProbe(learner: learner, method: .enumeration)
    let prompt = learner.prompts(1, path: StreamPath(seed: 25))[0]
    #expect {
      _ = try probe.advantages(of: [ProbedToken(0, after: ResponsePrefix(prompt: prompt))])
    } throws: {
      "\($0)"
        == "a prompt has more than 131072 beginnings of responses; sample continuations, or take a smaller task"
    }
  }
}
