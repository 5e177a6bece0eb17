/// One value of a part's field, as it is written in JSON and on a command line.
public enum Setting: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// A word or an expression.
  case text(String)
  /// Yes or no.
  case flag(Bool)
  /// A list of numbers.
  case numbers([Double])
  /// A limit that is not there.
  case none
}

extension Setting: Codable {
  /// Reads null, true or false, a number, a list of numbers, or a string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let numbers = try? container.decode([Double].self) {
      self = .numbers(numbers)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes what is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    case .numbers(let numbers): try container.encode(numbers)
    case .none: try container.encodeNil()
    }
  }
}

extension Setting: CustomStringConvertible {
  /// The value as one types it.
  public var description: String {
    switch self {
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): text
    case .flag(let flag): "\(flag)"
    case .numbers(let numbers): numbers.map { "\(Setting.number($0))" }.joined(separator: ",")
    case .none: "none"
    }
  }

  /// What a person typed: a number, yes or no, `none`, numbers separated by commas, or else a word.
  public init(typed text: String) {
    if let number = Double(text) {
      self = .number(number)
    } else if let flag = Bool(text) {
      self = .flag(flag)
    } else if text == "none" {
      self = .none
    } else {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      self = parts.count > 1 && !parts.contains(nil) ? .numbers(parts.compactMap { $0 }) : .text(text)
    }
  }
}
