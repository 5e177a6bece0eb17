/// A name of something in a log, such as a prompt's group: a string or a whole number, as the log has it.
///
/// The string "7" and the number 7 are different labels.
public enum RecordLabel: Hashable, Sendable, CustomStringConvertible {
  /// A string.
  case text(String)
  /// A whole number.
  case number(Int)

  /// The label without quotes.
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): "\(number)"
    }
  }
}

extension RecordLabel: Codable {
  /// Reads a string or a whole number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      throw DecodingError.typeMismatch(
        Self.self, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no label"))
    }
  }

  /// Writes what was read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    }
  }
}
