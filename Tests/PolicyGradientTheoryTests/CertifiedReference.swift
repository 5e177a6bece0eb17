import Algorithms
import Foundation
import Policies
import PolicyGradientTheory
import Testing

/// One entry of Reference/certified.json: a number that a theorem of Proofs/Certified proves, exactly or to 25 places (12 for
/// time ratios at n = 8).
struct CertifiedReference: Decodable, Sendable, CustomTestStringConvertible {
  /// A tabular policy of the certified baselines: probabilities as fractions, rewards and lengths of its responses.
  struct Table: Decodable, Sendable {
    let lengths: [Int]
    let probabilities: [String]
    let rewards: [Double]
  }

  struct File: Decodable, Sendable {
    let certificates: [CertifiedReference]
    let tables: [String: Table]
  }

  let theorem: String
  let quantity: String
  let algorithm: String?
  let n: Int?
  let j: Int?
  let k: Int?
  let rho: String?
  let epsilon: String?
  let baseline: String?
  let optimum: String?
  let exponent: String?
  let table: String?
  let clock: String?
  let mobility: String?
  let density: String?
  let from: String?
  let to: String?
  let outcomes: [Int]?
  let others: String?
  let otherCount: Int?
  private let digits: String?
  private let places: Int?
  private let numerator: String?
  private let denominator: String?

  var testDescription: String { theorem }

  static let file: File? = {
    guard
      let url = Bundle.module.url(
        forResource: "certified", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url)
    else { return nil }
    return try? JSONDecoder().decode(File.self, from: data)
  }()

  static func of(_ quantities: String...) -> [CertifiedReference] {
    (file?.certificates ?? []).filter { quantities.contains($0.quantity) }
  }

  /// The double nearest to a fraction like 3/5, or to a whole number.
  static func number(_ fraction: String?) throws -> Double {
    let parts = try #require(fraction).split(separator: "/").compactMap { Double($0) }
    return try #require(parts.first) / (parts.count > 1 ? parts[1] : 1)
  }

  /// The certified value as a double.
  var value: Double {
    get throws {
      if let digits, let places { return try #require(Double("\(digits)e-\(places)")) }
      return try Self.number(numerator) / Self.number(denominator)
    }
  }

  /// Compares with the certified value to 1e-12 relative.
  func check(_ observed: Double?, location: SourceLocation = #_sourceLocation) throws {
    let expected = try value
    let observed = try #require(observed, sourceLocation: location)
    #expect(
      abs(observed - expected) <= 1e-12 * abs(expected), "\(theorem): \(observed) against \(expected)",
      sourceLocation: location)
  }

  /// Compares with the certified value as ``check(_:location:)`` does; where that is 0, to 1e-16 for means, which are
  /// differences of masses, and exactly otherwise.
  func check(of token: Double, location: SourceLocation = #_sourceLocation) throws {
    if try value == 0, quantity.hasPrefix("mean") {
      #expect(abs(token) <= 1e-16, "\(theorem): \(token)", sourceLocation: location)
    } else {
      try check(token, location: location)
    }
  }

  /// The token of a policy of four outcomes: its successes and failures, and those of the rollouts without it.
  var token: SharedToken {
    get throws {
      let weights = try #require(outcomes).map(Double.init)
      let (with, without) = (weights[0] + weights[1], weights[2] + weights[3])
      return try SharedToken(
        visit: with / (with + without), successVisited: weights[0] / with,
        successUnvisited: weights[2] / without)
    }
  }

  /// The update that penalises the token: a group of its prompt, or single rollouts of many prompts.
  var penaltyScheme: PenaltyScheme {
    get throws {
      guard let otherCount else {
        if let baseline, let n {
          return try PenaltyScheme(
            groupsOf: .constantBaseline(Self.number(baseline), groupSize: n))
        }
        return try PenaltyScheme(groupsOf: rule)
      }
      let names = ["group_mean": "batch-mean", "grpo": "reinforce++", "uniform_r": "c-rf"]
      return try PenaltyScheme(
        singleRolloutsOf: .named(#require(names[algorithm ?? ""]), groupSize: 1),
        otherRates: Array(repeating: Self.number(others), count: otherCount))
    }
  }

  /// The algorithm of a rule of Proofs/EffectiveWeights/Rules.v, for n rollouts.
  var rule: Algorithm {
    get throws {
      let algorithm =
        switch algorithm {
        case "constant_baseline": try AlgorithmPreset.reinforce.algorithm()
        case "leave_one_out": try AlgorithmPreset.rloo.algorithm()
        case "grpo_sample": try AlgorithmPreset.grpo.algorithm().setting("scale.deviation=sample")
        case "grpo_epsilon":
          try AlgorithmPreset.grpo.algorithm().setting("scale.epsilon=\(Self.number(epsilon))")
        case "reinforce_rej":
          try AlgorithmPreset.reinforceRej.algorithm().setting("baseline.value=\(Self.number(baseline))")
        case "sqrt_r_zero": try AlgorithmPreset.sqrtR.algorithm().setting("promptWeight.allFail=0")
        case "uniform_r_zero":
          try AlgorithmPreset.uniformR.algorithm().setting("promptWeight.allFail=0")
            .setting("promptWeight.allSuccess=0")
        case "plateau_r", "plateau":
          try AlgorithmPreset.plateauR.algorithm().setting("promptWeight.threshold=0.5")
            .setting("promptWeight.base=grpo")
        case "pass_at_k":
          try AlgorithmPreset.passAtK.algorithm().setting("promptWeight.k=\(#require(k))")
        default:
          try AlgorithmPreset(named: #require(algorithm).replacing("_", with: "-")).algorithm()
        }
      return try algorithm.setting("groupSize=\(n ?? 8)")
    }
  }

  /// The problem of a certified time.
  var problem: MinimumTime {
    get throws {
      let clocks: [String: Clock] = ["regular": .regular, "effective": .effective]
      let mobilities: [String: Mobility] = ["natural": .natural, "vanilla": .vanilla]
      let budgets: [String?: BudgetMeasure] = [nil: .progress, "log_odds_density": .logOdds]
      return try MinimumTime(
        clock: #require(clocks[clock ?? ""]), mobility: #require(mobilities[mobility ?? ""]),
        budget: #require(budgets[density]),
        range: RateRange(from: Self.number(from), to: Self.number(to)))
    }
  }

  /// The responses of the table that a certified baseline is about.
  var responses: ResponseTable {
    get throws {
      let table = try #require(Self.file?.tables[table ?? ""])
      return try TabularSoftmax(probabilities: table.probabilities.map { try Self.number($0) })
        .responses(rewards: table.rewards, lengths: table.lengths)
    }
  }
}
