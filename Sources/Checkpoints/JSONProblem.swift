import Foundation

/// What is wrong with a JSON text that a decoder refused, in a few words on one line that name the field.
func jsonProblem(_ error: any Error) -> String {
  func path(_ context: DecodingError.Context, _ last: [any CodingKey] = []) -> String {
    (context.codingPath + last).map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }
      .joined(separator: ".").replacingOccurrences(of: ".[", with: "[")
  }
  switch error {
  case DecodingError.keyNotFound(let key, let context):
    return "\(path(context, [key])) is missing"
  case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
    guard !context.codingPath.isEmpty else { return "it must be an object" }
    return "\(path(context)) must be \(words(for: type))"
  case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
    return "\(path(context)) must be \(context.debugDescription)"
  default:
    return "it is not valid JSON, or a number in it does not fit"
  }
}

private func words(for type: any Any.Type) -> String {
  switch type {
  case is Int.Type: "a whole number"
  case is Double.Type, is Float.Type: "a number"
  case is String.Type: "text"
  case is Bool.Type: "true or false"
  default: "\(type)".contains("Array") ? "a list" : "an object"
  }
}

/// A whole number; unlike `Int` it says where it stands if it is none.
struct WholeNumber: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    do {
      value = try decoder.singleValueContainer().decode(Int.self)
    } catch {
      switch error {
      case DecodingError.typeMismatch, DecodingError.valueNotFound: throw error
      default:
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "a whole number that fits into 64 bits"))
      }
    }
  }
}
