import Foundation
import Testing

/// One execution of a peer library's own function, from Peers/peers.json: what went in and what came out.
struct PeerCase: Decodable, Sendable, CustomTestStringConvertible {
  let id: String
  /// Repository and commit.
  let source: String
  /// The peer's function, or the block of one that was executed.
  let function: String
  /// The batch that went in; nil where the inputs stand in ``params``.
  let batch: String?
  /// The function's arguments, by the name of the batch's array.
  let inputs: [String: String]
  let params: [String: PeerValue]
  let atol: Double
  let rtol: Double
  let outputs: [String: PeerValue]?
  /// What the peer threw instead.
  let error: String?

  var testDescription: String { id }

  /// The first word of the id: which snapshot of which library.
  var library: String { String(id.prefix { $0 != "/" }) }

  func number(_ parameter: String) -> Double? { params[parameter]?.number }

  /// Whether an observed number is the expected one, to the tolerance of the case.
  func agrees(_ observed: Double, _ expected: Double, row: Int = -1) -> Bool {
    abs(observed - expected) <= max(atol, max(rtol, singlePrecision(ofRow: row)) * abs(expected))
  }

  /// The precision of rows that are a group of their own.
  ///
  /// verl's GRPO, and CurveRL's MaxRL after it, write down their mean 0 and deviation 1 as single-precision numbers, to
  /// which ε is then added in single precision.
  private func singlePrecision(ofRow row: Int) -> Double {
    guard row >= 0, ["compute_grpo_outcome_advantage", "compute_maxrl_outcome_advantage"].contains(function),
      let groups = PeerBatch.array(.groups, of: self)?.numbers,
      groups.count(where: { $0 == groups[row] }) == 1
    else { return 0 }
    return Double(Float.ulpOfOne)
  }

  /// Compares one number with an output.
  func check(_ name: String, _ observed: Double, location: SourceLocation = #_sourceLocation) throws {
    try check(name, against: outputs?[name]?.number, observed, location: location)
  }

  func check(
    _ name: String, against expected: Double?, _ observed: Double,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(expected, "\(id) has no number \(name)", sourceLocation: location)
    #expect(
      agrees(observed, expected), "\(id) \(name): \(observed) instead of \(expected)",
      sourceLocation: location)
  }

  /// Compares a list of numbers with an output.
  func check(_ name: String, _ observed: [Double], location: SourceLocation = #_sourceLocation) throws {
    let expected = try #require(
      outputs?[name]?.numbers, "\(id) has no numbers \(name)", sourceLocation: location)
    try check(name, rows: [observed], against: [expected], location: location)
  }

  /// Compares rows of numbers; positions of `mask` that are 0 are left out.
  ///
  /// Positions that the response mask leaves out have advantage 0 here. Some peers leave residue there (ReMax inside
  /// responses, OpenRLHF after whitening), which their losses mask later; it is not compared.
  func check(
    _ name: String, rows observed: [[Double]], against expected: [[Double]], mask: [[Double]]? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    try #require(observed.map(\.count) == expected.map(\.count), "\(id) \(name)", sourceLocation: location)
    for (row, (left, right)) in zip(observed, expected).enumerated() {
      for column in left.indices where mask.map({ $0[row][column] != 0 }) ?? true {
        #expect(
          agrees(left[column], right[column], row: row),
          "\(id) \(name)[\(row)][\(column)]: \(left[column]) instead of \(right[column])",
          sourceLocation: location)
      }
    }
  }
}

extension PeerCase {
  private enum CodingKeys: CodingKey {
    case id, source, function, batch, inputs, params, atol, rtol, outputs, error
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    source = try container.decode(String.self, forKey: .source)
    function = try container.decode(String.self, forKey: .function)
    batch = try container.decodeIfPresent(String.self, forKey: .batch)
    inputs = try container.decode([String: String].self, forKey: .inputs)
    params = try container.decodeIfPresent([String: PeerValue].self, forKey: .params) ?? [:]
    atol = try container.decode(Double.self, forKey: .atol)
    rtol = try container.decode(Double.self, forKey: .rtol)
    outputs = try container.decodeIfPresent([String: PeerValue].self, forKey: .outputs)
    error = try container.decodeIfPresent(String.self, forKey: .error)
  }
}

/// Peers/peers.json.
struct PeerFile: Decodable, Sendable {
  let sources: [String: String]
  let batches: [String: [String: PeerValue]]
  let cases: [PeerCase]

  static let shared: PeerFile = {
    guard let url = Bundle.module.url(forResource: "peers", withExtension: "json", subdirectory: "Peers"),
      let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(PeerFile.self, from: data)
    else { return PeerFile(sources: [:], batches: [:], cases: []) }
    return file
  }()
}
