/// A value that a task is set to.
public enum TaskParameter: Hashable, Sendable {
  /// A whole number.
  case number(Int)
  /// The least and largest of a number, written as a list of two.
  case range(ClosedRange<Int>)
  /// A text.
  case text(String)
  /// A list of texts.
  case texts([String])

  /// What kinds of values there are.
  public enum Kind: Sendable {
    /// A whole number.
    case number
    /// The least and largest of a number.
    case range
    /// A text.
    case text
    /// A list of texts.
    case texts

    /// What a value of this kind is, as a phrase.
    public var legal: String {
      switch self {
      case .number: "a whole number"
      case .range: "a list of the least and the largest, such as [2, 5]"
      case .text: "a text"
      case .texts: "a list of texts"
      }
    }
  }

  /// Which kind of value it is.
  public var kind: Kind {
    switch self {
    case .number: .number
    case .range: .range
    case .text: .text
    case .texts: .texts
    }
  }
}

extension TaskParameter: Encodable {
  /// Writes the bare value: a number, a text, or a list.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .range(let value): try container.encode([value.lowerBound, value.upperBound])
    case .text(let value): try container.encode(value)
    case .texts(let value): try container.encode(value)
    }
  }
}

extension TaskParameter: CustomStringConvertible {
  /// The value as YAML and JSON have it.
  public var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .range(let value): "[\(value.lowerBound), \(value.upperBound)]"
    case .text(let value): "\"\(value)\""
    case .texts(let values): "[\(values.map { "\"\($0)\"" }.joined(separator: ", "))]"
    }
  }
}
