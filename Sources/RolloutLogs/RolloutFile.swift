import Foundation
import Rollouts

/// Files of rollouts: one JSON object a line, each a ``RolloutRecord``.
///
/// A header line `{"schema": "counterweight.rollouts/1"}` may stand anywhere, so that files can be joined; blank lines
/// are skipped.
public enum RolloutFile {
  /// The format and its version.
  public static let schema = "counterweight.rollouts/1"

  /// Reads a file; the path "-" is standard input.
  ///
  /// - Parameter ignored: is told the keys that no record knows, in alphabetical order, if there are any.
  /// - Returns: a log for every step, in the order in which steps first appear.
  /// - Throws: ``RolloutLogError``.
  public static func read(
    _ path: String, ignored: ([String]) -> Void = { _ in }
  ) throws -> [RolloutLog] {
    if path == "-" { return try read(.standardInput, named: path, ignored: ignored) }
    guard FileManager.default.fileExists(atPath: path) else { throw RolloutLogError.noSuchFile(path) }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw RolloutLogError.unreadable(path) }
    defer { try? handle.close() }
    return try read(handle, named: path, ignored: ignored)
  }

  /// Reads what is left of an open file.
  ///
  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - ignored: is told the keys that no record knows.
  /// - Throws: ``RolloutLogError``.
  public static func read(
    _ handle: FileHandle, named name: String, ignored: ([String]) -> Void = { _ in }
  ) throws -> [RolloutLog] {
    var reader = LineReader(handle)
    let decoder = JSONDecoder()
    var records: [RolloutRecord] = []
    var lines: [Int] = []
    var unknown: Set<String> = []
    var number = 0
    while let line = try next(&reader, of: name) {
      number += 1
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { continue }
      do {
        guard case .record(let record, let keys) = try decoder.decode(LogLine.self, from: line) else {
          continue
        }
        records.append(record)
        unknown.formUnion(keys)
        lines.append(number)
      } catch {
        throw RolloutLogError.line(number, RecordProblem(error, line: line))
      }
    }
    guard !records.isEmpty else { throw RolloutLogError.noRollouts(name) }
    if !unknown.isEmpty { ignored(unknown.sorted()) }
    return try steps(of: records).map { members in
      try RolloutLog(members.map { records[$0] }, lines: members.map { lines[$0] })
    }
  }

  /// The records as a file with its header, keys in alphabetical order.
  public static func text(of records: [RolloutRecord]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try records.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    return (["{\"schema\":\"\(schema)\"}"] + lines).map { $0 + "\n" }.joined()
  }

  /// The positions of the records of every step.
  private static func steps(of records: [RolloutRecord]) -> [[Int]] {
    var steps: [[Int]] = []
    var known: [Int?: Int] = [:]
    for (index, record) in records.enumerated() {
      if let step = known[record.step] {
        steps[step].append(index)
      } else {
        known[record.step] = steps.count
        steps.append([index])
      }
    }
    return steps
  }

  private static func next(_ reader: inout LineReader, of name: String) throws -> Data? {
    do { return try reader.next() } catch { throw RolloutLogError.unreadable(name) }
  }
}

/// A line that is not blank.
private enum LogLine: Decodable {
  case header
  case record(RolloutRecord, unknownKeys: [String])

  private struct Key: CodingKey {
    static let schema = Key(stringValue: "schema")
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let schema = try container.decodeIfPresent(String.self, forKey: .schema) {
      guard schema == RolloutFile.schema else { throw RecordProblem.unknownSchema(schema) }
      self = .header
    } else {
      let unknown = container.allKeys.map(\.stringValue).filter {
        RolloutRecord.CodingKeys(rawValue: $0) == nil
      }
      self = .record(try RolloutRecord(from: decoder), unknownKeys: unknown)
    }
  }
}
