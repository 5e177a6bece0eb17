/// What a transformer refuses, with a one-line message: the value, its legal range and what to change.
public enum TransformerError: Error, Equatable, CustomStringConvertible {
  /// A shape that describes no transformer.
  case invalidShape(String)
  /// Parameter values that do not fit the shape.
  case invalidParameters(String)
  /// A sequence, prompt or sampling argument that the transformer cannot read.
  case invalidInput(String)

  /// The message.
  public var description: String {
    switch self {
    case .invalidShape(let message), .invalidParameters(let message), .invalidInput(let message): message
    }
  }
}
