import Foundation
import PolicyGradientTheory
import Testing

/// One entry of Reference/minimum-time.json: a quantity of results 3.5 and 3.6, computed with 40 digits by an independent
/// program.
struct MinimumTimeReference: Decodable, Sendable, CustomTestStringConvertible {
  struct Inputs: Decodable, Sendable {
    let n: String?
    let clock: String?
    let mobility: String?
    let rho0: OneOrMany
    let rho1: String?
    let target: String?
  }

  struct OneOrMany: Decodable, Sendable {
    let values: [Double]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let texts = try (try? container.decode([String].self)) ?? [container.decode(String.self)]
      values = texts.compactMap(Double.init)
    }
  }

  let id: String
  let quantity: String
  let inputs: Inputs
  let values: [String: String]

  var testDescription: String {
    [id, quantity, inputs.clock, inputs.mobility].compactMap { $0 }.joined(separator: " ")
  }

  static let all: [MinimumTimeReference] = {
    struct File: Decodable { let entries: [MinimumTimeReference] }
    guard
      let url = Bundle.module.url(
        forResource: "minimum-time", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.entries
  }()

  static func of(_ quantities: String...) -> [MinimumTimeReference] {
    all.filter { quantities.contains($0.quantity) }
  }

  var problem: MinimumTime {
    get throws {
      let clocks: [String: Clock] = ["regular": .regular, "effective": .effective]
      let mobilities: [String: Mobility] = ["natural": .natural, "vanilla": .vanilla]
      return try MinimumTime(
        clock: #require(clocks[inputs.clock ?? ""]), mobility: #require(mobilities[inputs.mobility ?? ""]),
        range: RateRange(
          from: #require(inputs.rho0.values.first), to: #require(inputs.rho1.flatMap(Double.init))))
    }
  }

  /// Compares with the reference to 1e-12 relative.
  func check(
    _ key: String, _ observed: Double?, relative: Double = 1e-12, location: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(values[key].flatMap(Double.init), sourceLocation: location)
    let observed = try #require(observed, sourceLocation: location)
    #expect(
      abs(observed - expected) <= relative * abs(expected), "\(id) \(key): \(observed) against \(expected)",
      sourceLocation: location)
  }
}
