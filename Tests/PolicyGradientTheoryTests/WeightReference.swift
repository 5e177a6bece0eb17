import Algorithms
import Foundation
import Testing

/// Algorithms by the names of the reference values.
enum WeightReference {
  /// Presets and settings by the names of the reference.
  static let algorithms: [String: (preset: AlgorithmPreset, settings: [String])] = [
    "mean": (.groupMean, []), "rloo": (.rloo, []), "grpo": (.grpo, []),
    "grpo_sample": (.grpo, ["scale.deviation=sample"]), "grpo_eps": (.grpo, ["scale.epsilon=0.1"]),
    "raft": (.raft, []), "reinforce_rej": (.reinforceRej, ["baseline.value=0.5"]), "maxrl": (.maxrl, []),
    "linear": (.linearR, []), "sqrt": (.sqrtR, []), "sqrt_zero": (.sqrtR, ["promptWeight.allFail=0"]),
    "uniform": (.uniformR, []),
    "uniform_zero": (.uniformR, ["promptWeight.allFail=0", "promptWeight.allSuccess=0"]),
    "plateau": (.plateauR, ["promptWeight.threshold=0.5", "promptWeight.base=grpo"]),
    "passK": (.passAtK, ["promptWeight.k=2"]),
  ]

  static func algorithm(_ name: String, groupSize: Int) throws -> Algorithm {
    let (preset, settings) = try #require(algorithms[name])
    return try (settings + ["groupSize=\(groupSize)"]).reduce(preset.algorithm()) { try $0.setting($1) }
  }
}

/// One entry of Reference/large-groups.json, computed with 60 digits at the exact value of a double.
struct LargeGroupReference: Decodable, Sendable, CustomTestStringConvertible {
  let algorithm: String
  let n: Int
  let rho: Double
  let Omega: String
  let phi: String

  var testDescription: String { "\(algorithm) n = \(n) ρ = \(rho)" }

  static let all: [LargeGroupReference] = {
    struct File: Decodable { let entries: [LargeGroupReference] }
    guard
      let url = Bundle.module.url(
        forResource: "large-groups", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.entries
  }()
}
