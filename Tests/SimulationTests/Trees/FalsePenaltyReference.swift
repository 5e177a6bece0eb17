import Foundation
import Testing

/// One entry of Reference/false-penalty.json: a quantity computed with 40 digits by an independent program.
struct FalsePenaltyReference: Decodable, Sendable, CustomTestStringConvertible {
  let id: String
  let quantity: String
  private let inputs: [String: Number]
  private let values: [String: Number]

  var testDescription: String { "\(id) \(quantity)" }

  /// A number, or a text that holds one.
  private struct Number: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value = try (try? container.decode(Double.self)) ?? #require(Double(container.decode(String.self)))
    }
  }

  static func of(_ quantity: String) -> [FalsePenaltyReference] {
    struct File: Decodable { let entries: [FalsePenaltyReference] }
    guard
      let url = Bundle.module.url(
        forResource: "false-penalty", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.entries.filter { $0.quantity == quantity }
  }

  func input(_ name: String) throws -> Double { try #require(inputs[name]).value }

  /// Compares with the reference to 1e-12 relative.
  func check(_ key: String, _ observed: Double, location: SourceLocation = #_sourceLocation) throws {
    let expected = try #require(values[key], sourceLocation: location).value
    #expect(
      abs(observed - expected) <= 1e-12 * abs(expected), "\(id) \(key): \(observed) against \(expected)",
      sourceLocation: location)
  }

  func value(_ key: String) throws -> Double { try #require(values[key]).value }
}
