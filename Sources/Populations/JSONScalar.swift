/// A JSON value, as far as a file of prompts needs it.
enum JSONScalar: Decodable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case null
  case container

  init(from decoder: any Decoder) throws {
    guard let value = try? decoder.singleValueContainer() else {
      self = .container
      return
    }
    if value.decodeNil() {
      self = .null
    } else if let truth = try? value.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .container
    }
  }

  /// The value as an error shows it, and as a number is read from it.
  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    case .truth(let truth): "\(truth)"
    case .null: "null"
    case .container: "[…]"
    }
  }
}
