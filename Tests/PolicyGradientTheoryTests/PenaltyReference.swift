import Algorithms
import Foundation
import PolicyGradientTheory
import Testing

/// One entry of Reference/false-penalty.json (40-digit arithmetic) or Reference/false-penalty-groups.json (exact rationals,
/// summed over the number of rollouts on the token instead of the number of successes).
struct PenaltyReference: Decodable, Sendable, CustomTestStringConvertible {
  struct Inputs: Decodable, Sendable {
    let n: Int?
    let q: String?
    let p1: String?
    let p0: String?
    let alg: String?
    let x: String?
    let b: String?
    let eta: String?
    let eta_group: String?
    let q0: String?
    let qL: String?
    let qH: String?
  }

  let id: String
  let quantity: String
  let inputs: Inputs
  let values: [String: String]

  var testDescription: String { "\(id) \(quantity)" }

  static func all(_ file: String, _ quantity: String) -> [PenaltyReference] {
    struct File: Decodable { let entries: [PenaltyReference] }
    guard let url = Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url), let entries = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return entries.entries.filter { $0.quantity == quantity }
  }

  static func number(_ text: String?) throws -> Double { try #require(text.flatMap(Double.init)) }

  /// Compares to 1e-12 relative; where the reference is 0, exactly for probabilities and masses, and to 1e-16 for means,
  /// which are differences of masses.
  func check(_ key: String, _ observed: Double, location: SourceLocation = #_sourceLocation) throws {
    guard let text = values[key] else { return }
    let expected = try #require(Double(text))
    #expect(
      abs(observed - expected) <= (expected == 0 && key.hasPrefix("E") ? 1e-16 : 1e-12 * abs(expected)),
      "\(id) \(key): \(observed) against \(expected)",
      sourceLocation: location)
  }
}

extension Algorithm {
  /// The algorithm of a catalogue's name at a group size.
  static func named(_ name: String, groupSize: Int) throws -> Algorithm {
    var algorithm = try AlgorithmPreset(named: name).algorithm()
    algorithm.groupSize = groupSize
    return algorithm
  }

  /// REINFORCE with the same baseline for every rollout.
  static func constantBaseline(_ baseline: Double, groupSize: Int) -> Algorithm {
    Algorithm(groupSize: groupSize, baseline: .constant(baseline))
  }
}
