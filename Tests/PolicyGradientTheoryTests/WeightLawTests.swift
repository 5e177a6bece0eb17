import Algorithms
import Foundation
import GSLNumerics
import Policies
import PolicyGradientTheory
import Rollouts
import Simulation
import Testing

@Suite("Laws of effective weights")
struct WeightLawTests {
  struct Entry: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let algorithm: Algorithm

    /// Whether the effective weight is defined without knowing the batch.
    var isCountBased: Bool { algorithm.dependence == .groupCount && algorithm.tokenFilter == .none }

    func with(groupSize: Int) -> Algorithm {
      var copy = algorithm
      copy.groupSize = groupSize
      return copy
    }
  }

  /// Every preset under every convention that reads no more than its own group's counts.
  static let countBased: [Entry] = AlgorithmPreset.allCases.flatMap { preset in
    preset.conventions.map { convention, algorithm in
      Entry(testDescription: "\(preset.rawValue) \(convention.rawValue)", algorithm: algorithm)
    }
  }
  .filter(\.isCountBased)
  .sorted { $0.testDescription < $1.testDescription }

  static func weight(_ name: String, _ size: Int) throws -> EffectiveWeight {
    try EffectiveWeight(of: WeightReference.algorithm(name, groupSize: size))
  }

  static func close(_ left: Double, _ right: Double, _ tolerance: Double = 1e-13) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(right))
  }

  /// E g = Ω_n ∇ρ summed over all 2ⁿ reward tuples, with E[s | r] = ∇ρ/ρ or −∇ρ/(1 − ρ).
  @Test(arguments: countBased)
  func enumerationOfAllRewardTuples(entry: Entry) throws {
    for size in 1...4 {
      let algorithm = entry.with(groupSize: size)
      guard let weight = try? EffectiveWeight(of: algorithm) else {
        #expect(throws: AlgorithmError.self) { try EffectiveWeight(of: algorithm) }
        let asksForMore =
          algorithm.baseline == .runnerUp || algorithm.record.contains("passAtK")
          || algorithm.record.contains("refuse")
        #expect(size <= 3 && asksForMore, "only groups that are too small are refused")
        continue
      }
      for rate in [0.01, 0.3, 0.8] {
        var sum = 0.0
        for tuple in 0..<(1 << size) {
          let rewards = (0..<size).map { Double(tuple >> $0 & 1) }
          let batch = Batch(
            rewards.map { Rollout(reward: $0, length: 1, greedyReward: 0, trackerPrior: 0) }, groupSize: size)
          let advantages = try algorithm.advantages(for: batch)
          let probability = rewards.reduce(1) { $0 * ($1 == 1 ? rate : 1 - rate) }
          for (reward, advantage) in zip(rewards, advantages) {
            sum += probability * advantage * (reward == 1 ? 1 / rate : -1 / (1 - rate)) / Double(size)
          }
        }
        #expect(Self.close(try weight.value(at: rate), sum), "n = \(size), ρ = \(rate)")
      }
    }
  }

  /// Result 1.10 against the sum over all groups of a policy with five responses.
  @Test(arguments: countBased.filter { $0.algorithm.baseline != .greedy })
  func enumerationOfAllGroups(entry: Entry) throws {
    let table = try TabularSoftmax(probabilities: [0.35, 0.25, 0.2, 0.15, 0.05])
      .responses(rewards: [1, 0, 1, 0, 1])
    for size in 2...4 {
      let algorithm = entry.with(groupSize: size)
      // Curves of four successes have no smaller groups.
      if case .weighted(.passAtK(let k), _, _, _) = algorithm.promptWeight, size < k { continue }
      let rule = try CountRule(algorithm)
      var plain = algorithm
      // What result 2.1 leaves out.
      plain.aggregation = .sequenceMeanOfTokenSum(emptyRollouts: .counted)
      plain.regularizer = .none
      plain.tokenFilter = .none
      let enumerated = try GroupEnumeration(table).moments(of: plain)
      let exact = try ScoreMoments(of: table).groupGradient(of: rule)
      #expect(Self.close(exact.variance, enumerated.variance), "n = \(size)")
      #expect(Self.close(exact.shrinkage, try #require(enumerated.shrinkage)), "n = \(size)")
      #expect(Self.close(exact.shrinkage, try EffectiveWeight(of: algorithm).value(at: 0.6)), "n = \(size)")
    }
  }

  @Test(arguments: countBased)
  func endsDerivativesAndLimits(entry: Entry) throws {
    let algorithm = entry.with(groupSize: 8)
    let weight = try EffectiveWeight(of: algorithm)
    #expect(try weight.value(at: 0) == weight.bernsteinCoefficients[0])
    #expect(try weight.value(at: 1) == weight.bernsteinCoefficients[7])
    #expect(try weight.implicitObjective(at: 0) == 0)
    let total = weight.bernsteinCoefficients.reduce(0, +) / 8
    #expect(Self.close(try weight.implicitObjective(at: 1), total))
    let step = 1e-5
    for rate in [0.1, 0.5, 0.8] {
      let difference =
        try (weight.implicitObjective(at: rate + step) - weight.implicitObjective(at: rate - step))
        / (2 * step)
      let value = try weight.value(at: rate)
      // (step²/6) φ''' with φ''' below 56 times the largest coefficient.
      #expect(abs(difference - value) <= 1e-8 * (1 + abs(value)), "φ' at \(rate)")
      let limit = try #require(weight.limit)
      let errors = try [64, 512, 4096].map {
        abs(try EffectiveWeight(of: entry.with(groupSize: $0)).value(at: rate) - (try limit.value(at: rate)))
      }
      // O(1/n), where the group is not already exact.
      #expect(errors[1] <= 0.2 * errors[0] + 1e-11 && errors[2] <= 0.2 * errors[1] + 1e-11, "\(errors)")
    }
  }

  @Test func theTwoFormsOfGRPOAgree() throws {
    for size in [2, 3, 8, 64] {
      let scaled = try WeightReference.algorithm("grpo", groupSize: size)
      let weighted = try AlgorithmPreset.drGRPO.algorithm()
        .setting("promptWeight.expression=1/sqrt(rho*(1-rho))").setting("groupSize=\(size)")
      let (left, right) = (try EffectiveWeight(of: scaled), try EffectiveWeight(of: weighted))
      for rate in [0, 1e-6, 0.2, 0.7, 1] {
        #expect(Self.close(try left.value(at: rate), try right.value(at: rate)))
        let (one, other) = (try #require(left.limit), try #require(right.limit))
        #expect(
          try one.value(at: rate) == other.value(at: rate)
            || Self.close(try one.value(at: rate), try other.value(at: rate)))
      }
      #expect(left.limit?.referencePoint == right.limit?.referencePoint)
    }
  }

  @Test func twoRolloutsMakeGRPOLeaveOneOut() throws {
    for rate in [0, 0.1, 0.9, 1] {
      #expect(Self.close(try Self.weight("grpo", 2).value(at: rate), 1))
      #expect(Self.close(try Self.weight("rloo", 2).value(at: rate), 1))
      #expect(Self.close(try Self.weight("grpo_sample", 2).value(at: rate), 0.5.squareRoot()))
      #expect(Self.close(try Self.weight("maxrl", 2).value(at: rate), 1))
    }
  }

  @Test(arguments: [
    ("mean", 0.0), ("grpo", 0), ("reinforce_rej", 0), ("maxrl", 0), ("sqrt_zero", 0), ("uniform_zero", 0),
    ("rloo", 1), ("raft", 1), ("linear", 1), ("sqrt", 1), ("uniform", 2), ("plateau", 0.5),
  ])
  func groupsOfOne(name: String, expected: Double) throws {
    let weight = try Self.weight(name, 1)
    for rate in [0, 0.3, 1] { #expect(try weight.value(at: rate) == expected) }
  }

  @Test(arguments: [
    ("grpo", 7.0.squareRoot(), 7.0.squareRoot()), ("raft", 8, 1), ("linear", 8, 1), ("maxrl", 7, 1),
    ("uniform", 9, 9), ("uniform_zero", 8, 8), ("rloo", 1, 1), ("passK", 2, 0),
  ])
  func endsOfGroupsOfEight(name: String, atZero: Double, atOne: Double) throws {
    #expect(Self.close(try Self.weight(name, 8).value(at: 0), atZero))
    #expect(Self.close(try Self.weight(name, 8).value(at: 1), atOne))
  }

  /// Results 2.6: degree n − 2, and the class weight is the Bernstein polynomial of e.
  @Test func centredWeights() throws {
    for size in [2, 3, 5, 8] {
      let table = (1..<size).map { 1 + sin(Double($0)) * 3 }
      let weight = try EffectiveWeight(
        of: AlgorithmPreset.groupMean.algorithm().setting("groupSize=\(size)")
          .setting("promptWeight.table=\(table.map { "\($0)" }.joined(separator: ","))"))
      #expect(weight.limit == nil)
      let inner = BernsteinPolynomial(coefficients: table)
      let classes = BernsteinPolynomial(
        coefficients: (0...size).map { count in
          let share = Double(count) / Double(size)
          return count == 0 || count == size ? 0 : table[count - 1] * share * (1 - share)
        })
      for rate in [0, 0.05, 0.4, 0.9, 1] {
        let expected = (1 - 1 / Double(size)) * inner.value(at: rate)
        #expect(Self.close(try weight.value(at: rate), expected))
        #expect(Self.close(try weight.classWeight(at: rate), classes.value(at: rate)))
      }
    }
  }

  /// Result 2.7: e(0)(1 − ρ)ⁿ⁻¹ + e(1) ρⁿ⁻¹ is what signed ends add.
  @Test(arguments: [
    (AlgorithmPreset.linearR, 1.0, 0.0), (.sqrtR, 1, 0), (.uniformR, 1, 1), (.plateauR, 0.5, 0),
  ])
  func signedEnds(preset: AlgorithmPreset, atZero: Double, atOne: Double) throws {
    for size in [1, 2, 5, 8] {
      let signed = try preset.algorithm().setting("groupSize=\(size)")
      let zeroed = try signed.setting("promptWeight.allFail=0").setting("promptWeight.allSuccess=0")
      for rate in [0, 0.1, 0.6, 1] {
        let difference =
          try EffectiveWeight(of: signed).value(at: rate) - EffectiveWeight(of: zeroed).value(at: rate)
        let expected = atZero * pow(1 - rate, Double(size - 1)) + atOne * pow(rate, Double(size - 1))
        #expect(Self.close(difference, expected))
      }
    }
  }

  @Test func dapoPerAcceptedGroup() throws {
    let dapo = try AlgorithmPreset.dapo.algorithm().setting("groupSize=8")
    let weight = try EffectiveWeight(of: dapo)
    let grpo = try Self.weight("grpo", 8)
    for rate in [0.01, 0.3, 0.9] {
      let value = try grpo.value(at: rate)
      #expect(Self.close(try weight.value(at: rate), value))
      let accepted = 1 - pow(rate, 8) - pow(1 - rate, 8)
      #expect(Self.close(try #require(try weight.valuePerAcceptedGroup(at: rate)), value / accepted))
    }
    #expect(try weight.valuePerAcceptedGroup(at: 0) == .infinity)
    #expect(try grpo.valuePerAcceptedGroup(at: 0.3) == nil)
  }

  @Test(arguments: [0.01, 0.4, 0.9])
  func rulesThatReadTheBatch(rate: Double) throws {
    let variance = rate * (1 - rate)
    let rules: [(AlgorithmPreset, Double)] = [
      (.batchMean, 1), (.reinforcePlusPlus, 1 / variance.squareRoot()), (.contrastiveReinforce, 1 / variance),
      (.spo, 1 / variance.squareRoot()),
    ]
    for (preset, expected) in rules {
      for size in [1, 2, 8] {
        var algorithm = try preset.algorithm().setting("groupSize=\(size)")
        if preset == .spo { algorithm = try algorithm.setting("scale.epsilon=0") }
        let weight = try EffectiveWeight(of: algorithm, batchRate: rate)
        for own in [0, 0.2, 0.7, 1] {
          #expect(Self.close(try weight.value(at: own), expected, 1e-12), "\(preset)")
          #expect(Self.close(try #require(weight.limit).value(at: own), expected, 1e-12), "\(preset)")
        }
      }
    }
    // Whitened group-centred rewards: the batch's variance is (1 − 1/n) R(1 − R).
    let whitened = try EffectiveWeight(
      of: AlgorithmPreset.reinforcePlusPlusBaseline.algorithm().setting("groupSize=4"), batchRate: rate)
    #expect(Self.close(try whitened.value(at: 0.3), (0.75 / variance).squareRoot(), 1e-12))
    // GPG divides by the share of live groups.
    let gpg = try EffectiveWeight(of: AlgorithmPreset.gpg.algorithm().setting("groupSize=4"), batchRate: rate)
    #expect(Self.close(try gpg.value(at: 0.3), 0.75 / (1 - pow(rate, 4) - pow(1 - rate, 4)), 1e-12))
  }

  @Test func limitsAtTheEnds() throws {
    let expected: [(String, Double, Double, Double, Double)] = [
      ("rloo", 1, 1, 0, 0), ("grpo", .infinity, .infinity, 0, 0), ("raft", .infinity, 1, 1, 0),
      ("maxrl", .infinity, 1, 1, 0), ("linear", .infinity, 1, 1, 0),
      ("sqrt", .infinity, .infinity, 1, 0), ("uniform", .infinity, .infinity, 1, 1),
      ("plateau", .infinity, .infinity, 0.5, 0), ("passK", 2, 0, 0, 0), ("grpo_eps", 10, 10, 0, 0),
    ]
    for (name, atZero, atOne, classAtZero, classAtOne) in expected {
      let limit = try #require(try Self.weight(name, 8).limit)
      #expect(try limit.value(at: 0) == atZero, "\(name)")
      #expect(try limit.value(at: 1) == atOne, "\(name)")
      #expect(Self.close(try limit.classWeight(at: 0), classAtZero), "\(name)")
      #expect(Self.close(try limit.classWeight(at: 1), classAtOne), "\(name)")
    }
    let uniform = try #require(try Self.weight("uniform", 8).limit)
    #expect(try uniform.objective(at: 0) == -.infinity && uniform.objective(at: 1) == .infinity)
    #expect(try #require(Self.weight("raft", 8).limit).objective(at: 0) == -.infinity)
    #expect(Self.close(try #require(Self.weight("grpo", 8).limit).objective(at: 1), .pi, 1e-12))
  }

  @Test(
    arguments: [
      (-0.1, nil, "a success rate is -0.1; it must be between 0 and 1"),
      (.nan, nil, "a success rate is nan; it must be between 0 and 1"),
      (0.5, 1.0, "the success rate of the batch is 1.0; it must be between 0 and 1, both excluded"),
    ] as [(Double, Double?, String)])
  func ratesOutOfRange(rate: Double, batchRate: Double?, line: String) throws {
    #expect {
      let weight = try EffectiveWeight(of: AlgorithmPreset.rloo.algorithm(), batchRate: batchRate)
      _ = try weight.value(at: rate)
    } throws: { "\($0)" == line }
  }
}

extension Algorithm {
  /// The parts as text.
  fileprivate var record: String { "\(describedParts.map(\.record))" }
}
