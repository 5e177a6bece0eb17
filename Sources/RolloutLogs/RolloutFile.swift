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
  /// - Throws: ``RolloutLogError``.
  public static func read(_ path: String) throws -> RolloutLog {
    if path == "-" { return try read(.standardInput, named: path) }
    guard FileManager.default.fileExists(atPath: path) else { throw RolloutLogError.noSuchFile(path) }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw RolloutLogError.unreadable(path) }
    defer { try? handle.close() }
    return try read(handle, named: path)
  }

  /// Reads what is left of an open file.
  ///
  /// - Parameter name: what errors call the file.
  /// - Throws: ``RolloutLogError``.
  public static func read(_ handle: FileHandle, named name: String) throws -> RolloutLog {
    var reader = LineReader(handle)
    let decoder = JSONDecoder()
    var records: [RolloutRecord] = []
    var lines: [Int] = []
    var number = 0
    while let line = try next(&reader, of: name) {
      number += 1
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { continue }
      do {
        guard case .record(let record) = try decoder.decode(LogLine.self, from: line) else { continue }
        records.append(record)
        lines.append(number)
      } catch {
        throw RolloutLogError.line(number, RecordProblem(error, line: line))
      }
    }
    guard !records.isEmpty else { throw RolloutLogError.noRollouts(name) }
    return try RolloutLog(records, lines: lines)
  }

  /// The records as a file with its header, keys in alphabetical order.
  public static func text(of records: [RolloutRecord]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try records.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    return (["{\"schema\":\"\(schema)\"}"] + lines).map { $0 + "\n" }.joined()
  }

  private static func next(_ reader: inout LineReader, of name: String) throws -> Data? {
    do { return try reader.next() } catch { throw RolloutLogError.unreadable(name) }
  }
}

/// A line that is not blank.
private enum LogLine: Decodable {
  case header
  case record(RolloutRecord)

  private enum Key: String, CodingKey { case schema }

  init(from decoder: any Decoder) throws {
    if let schema = try decoder.container(keyedBy: Key.self).decodeIfPresent(String.self, forKey: .schema) {
      guard schema == RolloutFile.schema else { throw RecordProblem.unknownSchema(schema) }
      self = .header
    } else {
      self = .record(try RolloutRecord(from: decoder))
    }
  }
}
