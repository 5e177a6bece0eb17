import Foundation
import Testing

/// One entry of Reference/token-filter.json: a quantity of results 4.7 and 4.9, computed with 40 digits or exactly by an
/// independent program.
struct TokenFilterReference: Decodable, Sendable, CustomTestStringConvertible {
  let id: String
  let quantity: String
  let inputs: [String: String]
  let values: [String: String]

  var testDescription: String { "\(id) \(quantity)" }

  static let all: [TokenFilterReference] = {
    struct File: Decodable { let entries: [TokenFilterReference] }
    guard
      let url = Bundle.module.url(
        forResource: "token-filter", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.entries
  }()

  static func of(_ quantity: String) -> [TokenFilterReference] {
    all.filter { $0.quantity == quantity }
  }

  func number(_ key: String) throws -> Double {
    try #require(inputs[key].flatMap(Double.init), "\(id) \(key)")
  }

  /// Compares with the reference, to 1e-12 relative unless told otherwise.
  func check(
    _ key: String, _ observed: Double, relative: Double = 1e-12, location: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(values[key].flatMap(Double.init), sourceLocation: location)
    #expect(
      abs(observed - expected) <= relative * abs(expected), "\(id) \(key): \(observed) against \(expected)",
      sourceLocation: location)
  }
}
