import Foundation
import Yams

/// The nodes of a YAML text; nil for none.
package func composeYAML(_ text: String, file: String) throws -> Node? {
  do {
    return try Yams.compose(yaml: text)
  } catch let error as YamlError {
    throw RunError(.badData, "\(file) is not valid YAML: \(oneLine("\(error)"))")
  }
}

/// The value that a YAML text describes, or what is wrong with it in one line.
package func decodeYAML<Value: Decodable>(_ type: Value.Type, from text: String, file: String) throws -> Value
{
  do {
    return try YAMLDecoder().decode(type, from: text)
  } catch DecodingError.dataCorrupted(let context) where context.underlyingError != nil {
    guard let cause = context.underlyingError else { throw DecodingError.dataCorrupted(context) }
    let isYAML = !(cause is YamlError)
    throw RunError(
      .badData, isYAML ? "\(file): \(cause)" : "\(file) is not valid YAML: \(oneLine("\(cause)"))")
  } catch let error as DecodingError {
    throw RunError(.badData, "\(file): \(error.oneLine)")
  } catch let error as YamlError {
    throw RunError(.badData, "\(file) is not valid YAML: \(oneLine("\(error)"))")
  }
}

private func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    .filter { !$0.isEmpty && $0 != "^" }.joined(separator: "; ")
}
