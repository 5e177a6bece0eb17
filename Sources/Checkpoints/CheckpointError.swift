/// Why a model or a file of tensors cannot be read or written, in one line: the value, what is legal, the fix.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// A file or folder is not there.
  case missing(String)
  /// A file was read and makes no sense, or describes a model that a `TransformerShape` cannot.
  case invalid(String)
  /// The operating system refuses to read or write.
  case inputOutput(String)

  /// The line.
  public var description: String {
    switch self {
    case .missing(let line), .invalid(let line), .inputOutput(let line): line
    }
  }
}
