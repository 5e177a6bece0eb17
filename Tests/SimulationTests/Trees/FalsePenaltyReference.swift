import Foundation
import Testing

/// One entry of Reference/false-penalty.json: a quantity computed with 40 digits by an independent program.
struct FalsePenaltyReference: Decodable, Sendable, CustomTestStringConvertible {
  let id: String
  let quantity: String
  private let inputs: [String: Entry]
  private let values: [String: Entry]

  var testDescription: String { "\(id) \(quantity)" }

  /// A number, a text that holds one, or a text.
  private struct Entry: Decodable, Sendable {
    let number: Double?
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      text = try (try? container.decode(Double.self)).map { "\($0)" } ?? container.decode(String.self)
      number = Double(text)
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

  func input(_ name: String) throws -> Double { try #require(inputs[name]?.number) }

  func text(_ name: String) -> String? { inputs[name]?.text }

  /// Compares with the reference to 1e-12 relative; absolutely where the reference is exactly 0.
  func check(_ key: String, _ observed: Double, location: SourceLocation = #_sourceLocation) throws {
    let expected = try value(key)
    #expect(
      abs(observed - expected) <= 1e-12 * (expected == 0 ? 1 : abs(expected)),
      "\(id) \(key): \(observed) against \(expected)",
      sourceLocation: location)
  }

  func value(_ key: String) throws -> Double { try #require(values[key]?.number) }
}
