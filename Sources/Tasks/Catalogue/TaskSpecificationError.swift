/// Why a specification names no task.
public enum TaskSpecificationError: Error, Equatable, CustomStringConvertible {
  /// Not one key, but these.
  case notOneTask([String])
  /// There is no such task.
  case unknownTask(String, known: [String])
  /// The task has no such parameter.
  case unknownParameter(String, task: String, known: [String])
  /// A parameter without a default is not given.
  case missingParameter(String, task: String, legal: String)
  /// A parameter is of the wrong kind; the value as far as it could be read.
  case illegal(String, task: String, value: String, legal: String)

  /// One line naming the value, what is legal and the fix.
  public var description: String {
    switch self {
    case .notOneTask(let names):
      "a task is one key with its parameters, such as reversal: {symbols: 6}; here are "
        + (names.isEmpty ? "none" : "\(names.count): \(names.joined(separator: ", "))")
    case .unknownTask(let name, let known):
      "there is no task \"\(name)\"; the tasks are \(known.joined(separator: ", "))"
    case .unknownParameter(let name, let task, let known):
      "the task \(task) has no parameter \"\(name)\"; its parameters are \(known.joined(separator: ", "))"
    case .missingParameter(let name, let task, let legal):
      "\(task).\(name) is missing; add it: it must be \(legal)"
    case .illegal(let name, let task, let value, let legal):
      "\(task).\(name) is \(value); it must be \(legal)"
    }
  }
}
