import Foundation
import Populations
import Testing

/// The quantities of one mixture to 22 digits, computed by an independent program.
struct MixtureReference: Decodable, Sendable, CustomTestStringConvertible {
  let mixture: String
  let mean: Number
  /// ρ, density, P(≤ ρ), P(> ρ).
  let points: [[Number]]
  /// A share of prompts and the rate below which it lies.
  let quantiles: [[Number]]
  /// k, m and E[ρ | k, m].
  let posteriorMeans: [[Number]]
  /// k, m and P(k | m).
  let counts: [[Number]]
  let logLikelihood: Number

  var testDescription: String { mixture }

  /// A number, or a text that holds one.
  struct Number: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value = try (try? container.decode(Double.self)) ?? #require(Double(container.decode(String.self)))
    }
  }

  private struct File: Decodable {
    let observations: [[Int]]
    let entries: [MixtureReference]
  }

  private static let file: File? = {
    guard
      let url = Bundle.module.url(forResource: "mixtures", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url)
    else { return nil }
    return try? JSONDecoder().decode(File.self, from: data)
  }()

  static let all = file?.entries ?? []

  /// The prompts of which `logLikelihood` speaks.
  static func observations() throws -> ProbeCounts {
    try ProbeCounts(
      (file?.observations ?? []).flatMap {
        Array(repeating: (successes: $0[0], attempts: $0[1]), count: $0[2])
      })
  }
}
