import Algorithms
import Foundation
import PolicyGradientTheory
import Testing

/// Reference/time-ratios.json: the tables of result 3.4 as they were printed by an independent program.
struct TimeRatioTable: Decodable {
  struct Row: Decodable, Sendable, CustomTestStringConvertible {
    let clock: String
    let mobility: String
    let algorithm: String
    let groupSize: Int?
    let values: [String]

    var testDescription: String {
      "\(algorithm)\(groupSize.map { " n = \($0)" } ?? "") \(clock) \(mobility)"
    }

    /// The times over the least, as numbers, or the least times themselves.
    func times(ranges: [RateRange]) throws -> [Double] {
      let clock = try #require(["regular": Clock.regular, "effective": .effective][clock])
      let mobility = try #require(["natural": Mobility.natural, "vanilla": .vanilla][mobility])
      let problems = try ranges.map { try MinimumTime(clock: clock, mobility: mobility, range: $0) }
      guard algorithm != "optimum" else { return problems.map(\.optimum.value) }
      let weight = try weight
      return try problems.map { try $0.ratio(of: weight) }
    }

    private var weight: RateWeight {
      get throws {
        let size = groupSize ?? 8
        let algorithm =
          switch algorithm {
          case "reinforce": try AlgorithmPreset.reinforce.algorithm()
          case "dapo": try AlgorithmPreset.dapo.algorithm().setting("groupSize=\(size)")
          case "pass4", "pass8":
            try AlgorithmPreset.passAtK.algorithm().setting("promptWeight.k=\(algorithm.suffix(1))")
          default: try WeightReference.algorithm(algorithm, groupSize: size)
          }
        let effective = try EffectiveWeight(of: algorithm)
        guard groupSize != nil else { return RateWeight(of: try #require(effective.limit)) }
        return RateWeight(perAcceptedGroupOf: effective) ?? RateWeight(of: effective)
      }
    }
  }

  let ranges: [[String]]
  let rows: [Row]

  static let all: TimeRatioTable? = {
    guard
      let url = Bundle.module.url(
        forResource: "time-ratios", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url)
    else { return nil }
    return try? JSONDecoder().decode(TimeRatioTable.self, from: data)
  }()

  /// Whether a number rounds to a printed one: half a unit of its fourth digit, or of its fifth if it has one.
  static func rounds(_ value: Double, to printed: String) -> Bool {
    guard let number = Double(printed) else { return false }
    let digits = printed.contains("e") ? 4 : max(4, printed.filter(\.isNumber).drop { $0 == "0" }.count)
    let unit = pow(10, floor(log10(abs(number))) + 1 - Double(digits))
    return abs(value - number) <= 0.5 * unit * (1 + 1e-9)
  }
}
