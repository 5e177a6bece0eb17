extension DecodingError {
  /// The key and what is wrong with it, on one line.
  package var oneLine: String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map { key in key.intValue.map { "[\($0 + 1)]" } ?? key.stringValue }
        .joined(separator: ".").replacingOccurrences(of: ".[", with: "[")
    }
    switch self {
    case .keyNotFound(let key, let context):
      return "key '\(path(context.codingPath + [key]))' is missing; add it"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "'\(path(context.codingPath))' must be \(Self.words(for: type))"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? context.debugDescription : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default:
      return "\(self)"
    }
  }

  private static func words(for type: Any.Type) -> String {
    switch type {
    case is UInt64.Type: "a whole number, 0 or more"
    case is Int.Type: "a whole number"
    case is Double.Type, is Float.Type: "a number"
    case is String.Type: "text"
    case is Bool.Type: "true or false"
    default: "\(type)".contains("Array") || "\(type)" == "Sequence" ? "a list" : "a group of keys"
    }
  }
}
