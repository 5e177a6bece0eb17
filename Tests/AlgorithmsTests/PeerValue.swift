/// A value of the reference file: JSON whose infinite and undefined numbers are words.
enum PeerValue: Decodable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([PeerValue])
  case object([String: PeerValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([PeerValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: PeerValue].self))
    }
  }

  var number: Double? {
    switch self {
    case .number(let number): number
    case .text("NaN"): .nan
    case .text("Inf"): .infinity
    case .text("-Inf"): -.infinity
    default: nil
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  var list: [PeerValue]? { if case .list(let list) = self { list } else { nil } }

  /// A list of numbers.
  var numbers: [Double]? {
    guard let numbers = list?.compactMap(\.number), numbers.count == list?.count else { return nil }
    return numbers
  }

  /// A list of lists of numbers.
  var matrix: [[Double]]? {
    guard let matrix = list?.compactMap(\.numbers), matrix.count == list?.count else { return nil }
    return matrix
  }

  subscript(name: String) -> PeerValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }
}
