/// A parameter that a task has.
public struct TaskParameterDefinition: Sendable {
  /// What holds where the parameter is not given.
  public enum Absence: Sendable {
    /// This value is taken.
    case takes(TaskParameter)
    /// The task does without.
    case isAllowed
    /// The task cannot be made.
    case isRefused
  }

  /// The parameter's name.
  public let name: String
  /// Which values it can have.
  public let kind: TaskParameter.Kind
  /// What holds where it is not given.
  public let absence: Absence

  /// A parameter with a default.
  static func with(_ name: String, _ value: TaskParameter) -> Self {
    Self(name: name, kind: value.kind, absence: .takes(value))
  }

  /// A parameter that may be left out.
  static func optional(_ name: String, _ kind: TaskParameter.Kind) -> Self {
    Self(name: name, kind: kind, absence: .isAllowed)
  }

  /// A parameter that must be given.
  static func required(_ name: String, _ kind: TaskParameter.Kind) -> Self {
    Self(name: name, kind: kind, absence: .isRefused)
  }
}
