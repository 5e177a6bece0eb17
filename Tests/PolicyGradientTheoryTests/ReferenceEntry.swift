import Foundation
import Testing

/// One entry of Reference/baselines.json: a quantity computed with 40 digits by an independent program.
struct ReferenceEntry: Decodable, Sendable, CustomTestStringConvertible {
  struct Inputs: Decodable, Sendable {
    let pi: [String]?
    let r: [Double]?
    let len: [Int]?
    let n: Int?
    let est: String?
    let weights: String?
    let tree: [String: [String]]?
  }

  let id: String
  let quantity: String
  let inputs: Inputs
  let values: [String: String]

  var testDescription: String { "\(id) \(quantity)" }

  var probabilities: [Double] { (inputs.pi ?? []).compactMap(Double.init) }

  static let all: [ReferenceEntry] = {
    struct File: Decodable { let entries: [ReferenceEntry] }
    guard
      let url = Bundle.module.url(forResource: "baselines", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.entries
  }()

  static func of(_ quantities: String...) -> [ReferenceEntry] {
    all.filter { quantities.contains($0.quantity) }
  }

  /// Compares with the reference to 1e-12 relative; absolutely where the reference is exactly 0.
  func check(_ key: String, _ observed: Double?, location: SourceLocation = #_sourceLocation) throws {
    let expected = try #require(values[key].flatMap(Double.init), sourceLocation: location)
    let observed = try #require(observed, sourceLocation: location)
    let scale = expected == 0 ? 1 : abs(expected)
    #expect(
      abs(observed - expected) <= 1e-12 * scale,
      "\(id) \(key): \(observed) against \(expected)", sourceLocation: location)
  }
}
