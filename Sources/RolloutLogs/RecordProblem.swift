import Foundation
import Rollouts

/// What is wrong with one line of a log.
public enum RecordProblem: Error, Equatable, Sendable {
  /// The line is no JSON object.
  case noObject
  /// A header names another version.
  case unknownSchema(String)
  /// The record lacks what every record has.
  case missing(String, legal: String)
  /// The record has the parts of a reward, but not the reward.
  case onlyPartsOfReward
  /// A value is none that it can be.
  case illegal(name: String, value: String, legal: String)
  /// A column that other records have is missing.
  case missingColumn(String)
  /// The length is not that of the mask, or exceeds the number of positions.
  case length(Int, positions: Int, isMasked: Bool)
  /// The rollout breaks a rule that every batch has.
  case rollout(InvalidRollout.Problem)
  /// An algorithm needs something of this rollout.
  case neededBy(rule: String, missing: String)
  /// An algorithm refuses groups of one, and this is the only rollout of its group.
  case aloneInGroup(RecordLabel)

  /// The problem as a sentence without its line number.
  public var phrase: String {
    switch self {
    case .noObject:
      "this is no JSON object; write one record a line, and drop NaN and Infinity, which JSON does not have"
    case .unknownSchema(let schema):
      "the schema is \"\(schema)\"; known is \(RolloutFile.schema)"
    case .missing(let name, let legal): "there is no \(name); it must be \(legal)"
    case .onlyPartsOfReward:
      "there are rewards but no reward; add them up with the weights of the training run, and write the sum as"
        + " reward"
    case .illegal(let name, let value, let legal): "\(name) is \(value); it must be \(legal)"
    case .missingColumn(let name):
      "\(name) is missing, though other lines have it; give it in every record or in none"
    case .length(let length, let positions, let isMasked):
      "length is \(length), but \(isMasked ? "the mask counts \(positions)" : "there are \(positions)") positions;"
        + " \(isMasked ? "they must agree" : "it must be \(positions) or less")"
    case .rollout(let problem): "the rollout has \(problem.phrase)"
    case .neededBy(let rule, let missing): "there is no \(missing), which \(rule) needs"
    case .aloneInGroup(let group):
      "this is the only rollout of group \(group), and its baseline needs at least 2: check the names of groups, or"
        + " set baseline.groupOfOne to zero or rawReward"
    }
  }

  /// The problem that a decoder found on a line.
  init(_ error: any Error, line: Data) {
    switch error {
    case let problem as RecordProblem:
      self = problem
    case DecodingError.keyNotFound(let key, _):
      self = .missing(
        key.stringValue, legal: RolloutRecord.CodingKeys(stringValue: key.stringValue)?.legal ?? "there")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      self.init(path: context.codingPath, line: line)
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      self.init(path: context.codingPath, line: line)
    default:
      self = Self.notANumber(in: line) ?? .noObject
    }
  }

  /// The value at a path is of the wrong kind.
  private init(path: [any CodingKey], line: Data) {
    guard let key = path.first.flatMap({ RolloutRecord.CodingKeys(stringValue: $0.stringValue) }) else {
      self = .noObject
      return
    }
    let value = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
    self = .illegal(name: key.rawValue, value: Self.text(value?[key.rawValue] ?? NSNull()), legal: key.legal)
  }

  /// A reward that is not a number, which some programs write although JSON has no such literal.
  private static func notANumber(in line: Data) -> RecordProblem? {
    let lenient = JSONDecoder()
    lenient.allowsJSON5 = true
    guard let record = try? lenient.decode(RolloutRecord.self, from: line), !record.reward.isFinite else {
      return nil
    }
    return .illegal(name: "reward", value: "\(record.reward)", legal: RolloutRecord.CodingKeys.reward.legal)
  }

  /// A JSON value as text, cut off where it is long.
  private static func text(_ value: Any) -> String {
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
    else { return "\(value)" }
    let text = String(decoding: data, as: UTF8.self)
    return text.count > 40 ? text.prefix(37) + "…" : text
  }
}
