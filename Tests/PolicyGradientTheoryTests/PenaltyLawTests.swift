import Algorithms
import Policies
import PolicyGradientTheory
import Simulation
import Testing

@Suite("What is true of false penalties, and what is not")
struct PenaltyLawTests {
  /// Every algorithm of the catalogue, in every convention, that is a rule of counts with a known baseline.
  static func rules(groupSize: Int) throws -> [(name: String, scheme: PenaltyScheme)] {
    AlgorithmPreset.allCases.flatMap { preset in
      preset.conventions.sorted { "\($0.key)" < "\($1.key)" }.compactMap { convention, value in
        var algorithm = value
        algorithm.groupSize = groupSize
        algorithm.tokenFilter = .none
        guard let scheme = try? PenaltyScheme(groupsOf: algorithm, batchRate: 0.4) else { return nil }
        return ("\(preset.rawValue)/\(convention)", scheme)
      }
    }
  }

  static let tokens: [SharedToken] = [
    (0.5, 0.3, 0.1), (0.9, 0.3, 0.0), (0.8, 0.1, 0.02), (0.05, 0.9, 0.4), (0.3, 0.2, 0.7), (0.37, 0.61, 0.61),
  ].compactMap { try? SharedToken(visit: $0.0, successVisited: $0.1, successUnvisited: $0.2) }

  @Test("4.2: no count-based rule biases the direction", arguments: [1, 2, 3, 8, 33])
  func noRuleOfCountsBiasesTheDirection(size: Int) throws {
    let rules = try Self.rules(groupSize: size)
    #expect(rules.count >= 30)
    for (name, scheme) in rules {
      let weight = try EffectiveWeight(of: scheme.algorithm, batchRate: 0.4)
      for token in Self.tokens {
        let penalty = try scheme.penalty(of: token)
        let expected =
          try weight.value(at: token.successRate) * token.visit * token.trueAdvantage
        let scale = max(abs(expected), penalty.positiveLogitMass + penalty.negativeLogitMass)
        #expect(abs(penalty.expectedLogitGradient - expected) <= 1e-12 * scale, "\(name)")
        let difference = penalty.positiveLogitMass - penalty.negativeLogitMass
        #expect(abs(difference - penalty.expectedLogitGradient) <= 1e-12 * scale, "\(name)")
        let coefficient = penalty.positiveCoefficientMass - penalty.negativeCoefficientMass
        let coefficientScale = penalty.positiveCoefficientMass + penalty.negativeCoefficientMass
        #expect(abs(coefficient - penalty.expectedCoefficient) <= 1e-12 * coefficientScale, "\(name)")
      }
    }
  }

  @Test("4.2: single rollouts have the gradient of success times one factor for all prompts")
  func singleRolloutsAreNotBiased() throws {
    for name in ["batch-mean", "reinforce++", "c-rf", "reinforce", "flash-reinforce"] {
      let scheme = try PenaltyScheme(
        singleRolloutsOf: .named(name, groupSize: 1), otherRates: Array(repeating: 0.4, count: 15))
      let factors = try Self.tokens.filter { $0.trueAdvantage != 0 && $0.successRate != 0.61 }.map { token in
        try scheme.penalty(of: token).expectedLogitGradient / (token.visit * token.trueAdvantage)
      }
      for factor in factors { #expect(abs(factor - factors[0]) <= 1e-12 * factors[0], "\(name)") }
    }
  }

  @Test("1.9: baselines that weigh the own rollout by length or score norm do bias it")
  func inSampleWeightsBiasTheDirection() throws {
    let prompt = try TabularSoftmax(probabilities: [0.35, 0.25, 0.2, 0.15, 0.05])
      .responses(rewards: [1, 0, 1, 0, 1], lengths: [3, 5, 2, 8, 1])
    let enumeration = GroupEnumeration(prompts: [prompt])
    func offAxis(_ baseline: Baseline) throws -> Double {
      try #require(try enumeration.moments(of: Algorithm(groupSize: 2, baseline: baseline)).offAxisBias)
    }
    #expect(try offAxis(.groupMean) < 1e-14)
    #expect(try offAxis(.leaveOneOut) < 1e-14)
    #expect(try offAxis(.constant(0.5)) < 1e-14)
    #expect(try offAxis(.lengthWeighted(ownRollout: .included)) > 0.01)
    #expect(try offAxis(.scoreNormWeighted(ownRollout: .included)) > 0.01)
    #expect(try offAxis(.lengthWeighted(ownRollout: .excluded)) < 1e-14)
  }

  @Test("4.3: a negative coefficient does not mean that the probability falls")
  func theCoefficientIsNotTheGradient() throws {
    let token = try SharedToken(visit: 0.5, successVisited: 0.3, successUnvisited: 0.1)
    let penalty = try PenaltyScheme(groupsOf: .constantBaseline(0.5, groupSize: 256)).penalty(of: token)
    #expect(penalty.negativeCoefficientProbability > 0.999)
    #expect(penalty.negativeLogitProbability < 0.001)
    #expect(penalty.expectedCoefficient < 0 && penalty.expectedLogitGradient > 0)
  }

  @Test("4.4: centred rules agree to the last bit, however they scale", arguments: [2, 3, 7, 8, 32, 100])
  func centredRulesHaveTheSameSigns(size: Int) throws {
    for token in Self.tokens {
      let penalties = try [
        "rloo", "grpo", "group-mean", "dr-grpo", "dapo", "maxrl", "reinforce++-baseline", "gspo", "cispo",
      ].map { try PenaltyScheme(groupsOf: .named($0, groupSize: size), batchRate: 0.3).penalty(of: token) }
      for penalty in penalties {
        #expect(penalty.negativeCoefficientProbability == penalties[0].negativeCoefficientProbability)
        #expect(penalty.negativeLogitProbability == penalties[0].negativeLogitProbability)
        #expect(penalty.positiveLogitProbability == penalties[0].positiveLogitProbability)
        #expect(penalty.negativeLogitProbability == penalty.negativeCoefficientProbability)
      }
    }
  }

  @Test("4.4: weights of groups that are then centred or whitened change no sign", arguments: [2, 3, 8, 33])
  func weightedRulesThatAreCentred(size: Int) throws {
    for token in Self.tokens {
      let plain = try PenaltyScheme(groupsOf: .named("group-mean", groupSize: size)).penalty(of: token)
      for scale in [
        Scale.batchCentring(over: .rollouts), .batchWhitening(Deviation(.population), over: .rollouts),
      ] {
        for rate in [0.1, 0.3] {
          let algorithm = Algorithm(
            groupSize: size, baseline: .leaveOneOut, scale: scale,
            promptWeight: .weighted(.linear(epsilon: 0), allFail: .advantage(0), allSuccess: .advantage(0)))
          let scheme = try PenaltyScheme(groupsOf: algorithm, batchRate: rate)
          let penalty = try scheme.penalty(of: token)
          #expect(penalty.negativeCoefficientProbability == plain.negativeCoefficientProbability)
          #expect(penalty.negativeLogitProbability == plain.negativeLogitProbability)
          #expect(!scheme.assumptions.contains { $0.hasPrefix("signs decided") })
        }
      }
    }
  }

  @Test("Signs that are no fractions restore ties of counts, and say so")
  func roundedSigns() throws {
    // The mean advantage of the batch is no fraction; a token that all rollouts have gets the group's sum.
    let algorithm = Algorithm(
      groupSize: 3, baseline: .constant(0.25), scale: .batchCentring(over: .rollouts),
      promptWeight: .weighted(.squareRoot))
    let scheme = try PenaltyScheme(groupsOf: algorithm, batchRate: 0.3)
    #expect(scheme.assumptions.contains("signs decided to twelve digits, as advantages are no fractions"))
    // What is too small for a fraction keeps its sign: all failures punish, and no success.
    let tiny = try PenaltyScheme(groupsOf: .constantBaseline(1e-18, groupSize: 8))
    let small = try PenaltyScheme(groupsOf: .constantBaseline(1e-17, groupSize: 8))
    let token = Self.tokens[0]
    let probabilities = try [tiny, small].map { try $0.penalty(of: token).negativeCoefficientProbability }
    #expect(probabilities[0] == probabilities[1])
  }

  @Test("Probabilities near 1 keep their digits")
  func probabilitiesNearOne() throws {
    // Two rollouts misorder where the one with the token fails and the other, without it, succeeds.
    for rest in [1e-5, 1e-9, 0x1p-53] {
      let token = try SharedToken(visit: 1 - rest, successVisited: 0.3, successUnvisited: 0.1)
      let penalty = try PenaltyScheme(groupsOf: .named("rloo", groupSize: 2)).penalty(of: token)
      let expected = 2 * token.visit * 0.7 * (1 - token.visit) * 0.1
      #expect(abs(penalty.negativeCoefficientProbability - expected) <= 1e-14 * expected)
      #expect(
        abs(penalty.expectedCoefficient - penalty.expectedLogitGradient) <= 1e-9
          * penalty.expectedLogitGradient)
    }
    let certain = try SharedToken(visit: 1, successVisited: 0.3, successUnvisited: 0.1)
    let penalty = try PenaltyScheme(groupsOf: .named("rloo", groupSize: 4)).penalty(of: certain)
    #expect(penalty.expectedCoefficient == 0)
  }

  @Test(
    "4.4: a necessary token is never falsely penalised by a centred group", arguments: [1, 2, 8, 33, 257])
  func aNecessaryTokenIsSafe(size: Int) throws {
    let centred = [
      "rloo", "grpo", "group-mean", "dr-grpo", "dapo", "maxrl", "reinforce++-baseline", "gspo", "cispo",
      "gpg",
    ].filter { !($0 == "rloo" && size == 1) }
    for visit in [0.1, 0.3, 0.9] {
      for success in [0.001, 0.3, 1] {
        let token = try SharedToken(visit: visit, successVisited: success, successUnvisited: 0)
        for name in centred {
          let scheme = try PenaltyScheme(groupsOf: .named(name, groupSize: size), batchRate: 0.1)
          let penalty = try scheme.penalty(of: token)
          #expect(
            penalty.negativeCoefficientProbability == 0 && penalty.negativeCoefficientMass == 0, "\(name)")
          #expect(penalty.negativeLogitProbability == 0 && penalty.negativeLogitMass == 0, "\(name)")
        }
      }
    }
  }

  @Test("4.4: the rate rises before it falls")
  func theRateIsNotMonotoneInTheGroupSize() throws {
    let token = try SharedToken(visit: 0.8, successVisited: 0.1, successUnvisited: 0.02)
    let rates = try [1, 8, 32, 1024].map { size in
      try PenaltyScheme(groupsOf: .named("grpo", groupSize: size)).penalty(of: token)
        .negativeLogitProbability
    }
    #expect(rates[0] == 0 && rates[0] < rates[1] && rates[1] < rates[2] && rates[2] > rates[3])
  }

  @Test("4.5: all-fail groups penalise under a constant baseline, and not under a centred rule")
  func allFailGroups() throws {
    for size in [1, 2, 5, 16] {
      let token = try SharedToken(visit: 0.7, successVisited: 0, successUnvisited: 0)
      let constant = try PenaltyScheme(groupsOf: .constantBaseline(0.5, groupSize: size)).penalty(of: token)
      var missing = 1.0
      for _ in 0..<size { missing *= 0.3 }
      #expect(abs(constant.negativeCoefficientProbability - (1 - missing)) <= 1e-15)
      let centred = try PenaltyScheme(groupsOf: .named("group-mean", groupSize: size)).penalty(of: token)
      #expect(centred.negativeCoefficientProbability == 0 && centred.positiveLogitProbability == 0)
    }
  }

  @Test("An advantage of −1 in all-fail groups brings false penalties back", arguments: [2, 4, 8])
  func thePushOnAllFailGroups(size: Int) throws {
    let token = try SharedToken(visit: 0.9, successVisited: 0.1, successUnvisited: 0)
    func rate(_ name: String) throws -> Double {
      try PenaltyScheme(groupsOf: .named(name, groupSize: size)).penalty(of: token).negativeLogitProbability
    }
    #expect(try rate("maxrl") == 0)
    #expect(try rate("linear-r") > 0.01)
    #expect(try rate("uniform-r") > 0.01)
  }

  @Test("4.6: larger batches of single rollouts penalise more often, up to q(1 − p₁)")
  func largerBatchesOfSingleRolloutsPenaliseMore() throws {
    let token = try SharedToken(visit: 0.5, successVisited: 0.3, successUnvisited: 0.1)
    var last = -1.0
    for size in [1, 2, 4, 8, 16] {
      let scheme = try PenaltyScheme(
        singleRolloutsOf: .named("batch-mean", groupSize: 1),
        otherRates: Array(repeating: 0.4, count: size - 1))
      let rate = try scheme.penalty(of: token).negativeCoefficientProbability
      #expect(rate > last)
      last = rate
    }
    #expect(last < 0.35 && last > 0.349)
  }

  @Test("4.6: prompts of unequal rates enter through the chance that all others fail")
  func otherPromptsMayDiffer() throws {
    let token = try SharedToken(visit: 0.5, successVisited: 0.3, successUnvisited: 0.1)
    let scheme = try PenaltyScheme(
      singleRolloutsOf: .named("batch-mean", groupSize: 1), otherRates: [0.1, 0.7, 0.25])
    let expected = 0.5 * 0.7 * (1 - 0.9 * 0.3 * 0.75)
    let rate = try scheme.penalty(of: token).negativeCoefficientProbability
    #expect(abs(rate - expected) <= 1e-15)
    let equal = try PenaltyScheme(
      singleRolloutsOf: .named("c-rf", groupSize: 1), otherRates: [0.4, 0.4, 0.4, 0.4])
    let nearlyEqual = try PenaltyScheme(
      singleRolloutsOf: .named("c-rf", groupSize: 1), otherRates: [0.4, 0.4, 0.4, 0.4.nextUp])
    let masses = try [equal, nearlyEqual].map { try $0.penalty(of: token).negativeCoefficientMass }
    #expect(abs(masses[0] - masses[1]) <= 1e-14 * masses[0])
  }

  @Test("A token that everyone chooses, and one that nobody does", arguments: [1, 2, 8])
  func certainTokens(size: Int) throws {
    for (visit, success, other) in [
      (0.0, 0.3, 0.6), (1, 0.3, 0.6), (0.4, 0, 0), (0.4, 1, 1), (0.5, 1, 0), (0.5, 0, 1),
    ] {
      let token = try SharedToken(visit: visit, successVisited: success, successUnvisited: other)
      for (name, scheme) in try Self.rules(groupSize: size) {
        let penalty = try scheme.penalty(of: token)
        let numbers = [
          penalty.negativeCoefficientProbability, penalty.negativeCoefficientMass,
          penalty.negativeLogitProbability, penalty.negativeLogitMass, penalty.positiveLogitMass,
          penalty.expectedCoefficient, penalty.expectedLogitGradient,
        ]
        #expect(numbers.filter { !$0.isFinite }.isEmpty, "\(name)")
        if visit == 0 || visit == 1 { #expect(penalty.expectedLogitGradient == 0, "\(name)") }
        if visit == 0 { #expect(penalty.negativeCoefficientProbability == 0, "\(name)") }
        if visit == 1 { #expect(penalty.negativeLogitProbability == 0, "\(name)") }
        if success == 1 && other == 0 && visit == 0.5 {
          #expect(penalty.negativeLogitProbability == 0 || !scheme.isCentredForTests, "\(name)")
        }
      }
    }
  }

  @Test("The normal law comes near in large groups")
  func theNormalLaw() throws {
    let token = try SharedToken(visit: 0.5, successVisited: 0.3, successUnvisited: 0.25)
    for name in ["rloo", "uniform-r"] {
      let errors = try [64, 1024].map { size in
        let penalty = try PenaltyScheme(groupsOf: .named(name, groupSize: size)).penalty(of: token)
        return abs(try #require(penalty.gaussianLogitApproximation) / penalty.negativeLogitProbability - 1)
      }
      #expect(errors[1] < 0.05 && errors[1] < errors[0], "\(name): \(errors)")
    }
    let certain = try PenaltyScheme(groupsOf: .named("rloo", groupSize: 8))
      .penalty(of: SharedToken(visit: 1, successVisited: 0.3, successUnvisited: 0))
    #expect(certain.gaussianApproximation == nil)
  }

  @Test func refusalsSayWhy() throws {
    #expect(
      throws: TheoryError.notARate(name: "the probability of a visit", value: 1.5, legal: "between 0 and 1")
    ) {
      try SharedToken(visit: 1.5, successVisited: 0.5, successUnvisited: 0.5)
    }
    func message(_ algorithm: Algorithm) -> String {
      do {
        _ = try PenaltyScheme(groupsOf: algorithm).penalty(of: Self.tokens[0])
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message(Algorithm(groupSize: 2, baseline: .greedy))
        == "its baseline, reward of the greedy response, comes from outside the batch, and what a token gets depends on"
        + " it; give it as a number, such as --set baseline=constant baseline.value=0.4")
    #expect(
      message(Algorithm(groupSize: 2, baseline: .groupMean, tokenFilter: .probabilityThreshold(0.5)))
        == "its tokenFilter, failures keep tokens of at most 0.5, reads every token of a response; ask for the tokens"
        + " of a tree")
    #expect(
      message(Algorithm(groupSize: 2, baseline: .batchMean(over: .rollouts)))
        == "its baseline, mean over the batch's rollouts, needs the success rate of the batch, taken to be that of each"
        + " of its prompts: give --batch-rate")
  }
}

extension PenaltyScheme {
  /// Whether two outcomes of one group always cancel, judged from the value.
  fileprivate var isCentredForTests: Bool {
    if case .group = algorithm.baseline, algorithm.groupSize > 1 {
      if case .weighted = algorithm.promptWeight { return false }
      return true
    }
    return false
  }
}
