/// Why a probe cannot measure.
public enum ProbeError: Error, Equatable, CustomStringConvertible {
  /// A task has too many responses to be enumerated.
  case tooManyResponses(limit: Int)

  /// One line naming the limit and the fix.
  public var description: String {
    switch self {
    case .tooManyResponses(let limit):
      "a prompt has more than \(limit) beginnings of responses; sample continuations, or take a smaller task"
    }
  }
}
