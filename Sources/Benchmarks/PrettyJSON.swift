import Foundation

/// A value as JSON with sorted keys, for people and programs.
func prettyJSON(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
