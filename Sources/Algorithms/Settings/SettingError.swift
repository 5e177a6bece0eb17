/// Why an algorithm cannot be set to what was asked.
public enum SettingError: Error, Equatable, CustomStringConvertible {
  /// There is no such part.
  case unknownPart(String, known: [String])
  /// The part has no such kind.
  case unknownKind(String, known: [String])
  /// The kind has no such field, though others may.
  case unknownField(String, kind: String, known: [String], elsewhere: [String] = [])
  /// The field cannot have this value.
  case illegal(name: String, value: Setting, legal: String)
  /// The text of an expression leaves the grammar.
  case badExpression(RateExpressionError)
  /// What was typed is not of the form part.field=value.
  case malformed(String)
  /// A setting of a part is refused.
  indirect case inPart(String, SettingError)

  /// One line naming the value, what is legal and the fix.
  public var description: String {
    switch self {
    case .unknownPart(let name, let known):
      "an algorithm has no part \"\(name)\"; its parts are \(known.joined(separator: ", "))"
    case .unknownKind(let name, let known):
      "there is no kind \"\(name)\"; the kinds are \(known.joined(separator: ", "))"
    case .unknownField(let name, let kind, let known, let elsewhere):
      "the kind \(kind) has no field \"\(name)\"; "
        + (known.isEmpty ? "it has none" : "its fields are \(known.joined(separator: ", "))")
        + (elsewhere.isEmpty ? "" : "; set the kind to \(elsewhere.joined(separator: " or ")) first")
    case .illegal(let name, let value, let legal): "\(name) is \(value); it must be \(legal)"
    case .badExpression(let error): "\(error)"
    case .malformed(let text): "\"\(text)\" is no setting; write part=kind or part.field=value"
    case .inPart(let part, let error): "\(part): \(error)"
    }
  }
}
