import Algorithms
import Foundation
import Policies
import PolicyGradientTheory
import Testing

@Suite("Effective weights against independent values and closed forms")
struct WeightReferenceTests {
  static let rates = [1e-9, 1e-3, 0.1, 0.5, 0.9, 1 - 1e-9]
  static let sizes = [1, 2, 3, 4, 8, 64, 1024]

  @Test func everyEntryIsRead() {
    #expect(LargeGroupReference.all.count == 96)
  }

  @Test(arguments: LargeGroupReference.all)
  func largeGroups(entry: LargeGroupReference) throws {
    var algorithm = try WeightReference.algorithm(
      entry.algorithm == "grpo_eps" ? "grpo" : entry.algorithm, groupSize: entry.n)
    if entry.algorithm == "grpo_eps" { algorithm = try algorithm.setting("scale.epsilon=1e-4") }
    let weight = try EffectiveWeight(of: algorithm)
    for (observed, text) in [
      (try weight.value(at: entry.rho), entry.Omega),
      (try weight.implicitObjective(at: entry.rho), entry.phi),
    ] {
      let expected = try #require(Double(text))
      #expect(abs(observed - expected) <= 1e-12 * abs(expected), "\(observed) against \(expected)")
    }
  }

  /// 1 − x^m for x = 1 − distance, without cancellation.
  @Sendable static func complement(_ distance: Double, _ power: Int) -> Double {
    distance == 1 ? (power > 0 ? 1 : 0) : -expm1(Double(power) * log1p(-distance))
  }

  /// Ω_n of the table in docs/theory.md as functions of n, ρ and 1 − ρ.
  static let closedForms: [String: @Sendable (Int, Double, Double) -> Double] = [
    "mean": { n, _, _ in 1 - 1 / Double(n) },
    "rloo": { _, _, _ in 1 },
    "raft": { n, p, _ in complement(p, n) / p },
    "linear": { n, p, _ in complement(p, n) / p },
    "maxrl": { n, p, _ in complement(p, n - 1) / p },
    "reinforce_rej": { n, p, q in 0.5 * complement(q, n - 1) + 0.5 * complement(p, n - 1) },
    "uniform": { n, p, q in
      n == 1
        ? 2
        : (min(p, q) == p
          ? complement(p, n + 1) - pow(p, Double(n + 1)) : complement(q, n + 1) - pow(q, Double(n + 1)))
          / (p * q)
    },
    "uniform_zero": { n, p, q in
      switch n {
      case 1: 0
      case 2: 2
      default:
        (min(p, q) == p ? complement(p, n) - pow(p, Double(n)) : complement(q, n) - pow(q, Double(n)))
          / (p * q)
      }
    },
    "passK": { _, _, q in 2 * q },
  ]

  @Test(arguments: closedForms.keys.sorted())
  func closedFormsOfTheWeight(name: String) throws {
    let form = try #require(Self.closedForms[name])
    for size in Self.sizes where name != "passK" || size >= 2 {
      let weight = try EffectiveWeight(of: WeightReference.algorithm(name, groupSize: size))
      for rate in Self.rates {
        let expected = form(size, rate, 1 - rate)
        let observed = try weight.value(at: rate)
        #expect(
          abs(observed - expected) <= 1e-12 * abs(expected),
          "n = \(size), ρ = \(rate): \(observed) against \(expected)")
      }
    }
  }

  /// H_n − Σ qⁱ/i, summed as (1 − qⁱ)/i, and 1 − q².
  @Test func closedFormsOfTheObjective() throws {
    for size in Self.sizes.dropFirst() {
      func logarithm(_ rate: Double, order: Int) -> Double {
        (1...order).reduce(0) { $0 + Self.complement(rate, $1) / Double($1) }
      }
      for (name, form) in [
        ("raft", { logarithm($0, order: size) }), ("maxrl", { logarithm($0, order: size - 1) }),
        ("passK", { Self.complement($0, 2) }), ("rloo", { $0 }),
      ] as [(String, (Double) -> Double)] {
        let weight = try EffectiveWeight(of: WeightReference.algorithm(name, groupSize: size))
        for rate in Self.rates {
          let expected = form(rate)
          #expect(
            abs(try weight.implicitObjective(at: rate) - expected) <= 1e-12 * expected, "\(name) \(size)")
        }
      }
    }
  }

  /// ω, the reference point, and the integral of ω from there.
  static let limits:
    [String: (
      reference: Double, weight: @Sendable (Double) -> Double, objective: @Sendable (Double) -> Double
    )] = [
      "rloo": (0, { _ in 1 }, { $0 }),
      "mean": (0, { _ in 1 }, { $0 }),
      "grpo": (
        0, { 1 / ($0 * (1 - $0)).squareRoot() }, { 2 * atan2($0.squareRoot(), (1 - $0).squareRoot()) }
      ),
      "raft": (1, { 1 / $0 }, { log($0) }),
      "maxrl": (1, { 1 / $0 }, { log($0) }),
      "linear": (1, { 1 / $0 }, { log($0) }),
      "sqrt": (1, { 1 / ($0 * (1 - $0).squareRoot()) }, { log($0) - 2 * log1p((1 - $0).squareRoot()) }),
      "uniform": (0.5, { 1 / ($0 * (1 - $0)) }, { log($0) - log1p(-$0) }),
      "plateau": (
        1, { max($0, 0.5) == $0 ? 1 / ($0 * (1 - $0)).squareRoot() : 0.5 / ($0 * (1 - $0)) },
        {
          $0 < 0.5
            ? 0.5 * (log($0) - log1p(-$0)) - Double.pi / 2 : -2 * asin((1 - $0).squareRoot())
        }
      ),
      "reinforce_rej": (0, { _ in 1 }, { $0 }),
      "passK": (0, { 2 * (1 - $0) }, { complement($0, 2) }),
    ]

  @Test(arguments: limits.keys.sorted())
  func limitsOfLargeGroups(name: String) throws {
    let (reference, form, objective) = try #require(Self.limits[name])
    let weight = try EffectiveWeight(of: WeightReference.algorithm(name, groupSize: 8))
    let limit = try #require(weight.limit)
    #expect(limit.referencePoint == reference)
    for rate in [1e-9, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-9] {
      let (expected, integral) = (form(rate), objective(rate))
      #expect(abs(try limit.value(at: rate) - expected) <= 1e-14 * expected, "ρ = \(rate)")
      #expect(
        abs(try limit.classWeight(at: rate) - rate * (1 - rate) * expected) <= 1e-14, "ρ = \(rate)")
      // Doubles near 1 are too far apart for the nodes of the quadrature: 1e-12 absolutely there.
      let tolerance = rate > 0.999 ? 1e-12 : 1e-12 * abs(integral)
      let observed = try limit.objective(at: rate)
      #expect(abs(observed - integral) <= tolerance, "ρ = \(rate): \(observed) against \(integral)")
    }
  }
}
