/// An advantage as a log has it: one number for the rollout, or one for every response position.
public enum RecordedAdvantage: Hashable, Sendable {
  /// All tokens that count have this advantage.
  case rollout(Double)
  /// One advantage for every response position.
  case tokens([Double])
}

extension RecordedAdvantage: Codable {
  /// Reads a number or an array.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .rollout(number)
    } else {
      self = .tokens(try container.decode([Double].self))
    }
  }

  /// Writes what was read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .rollout(let number): try container.encode(number)
    case .tokens(let numbers): try container.encode(numbers)
    }
  }
}
