/// A task by name, as files and commands give it: one key with its parameters.
///
///     runningSum: {modulus: 5, digits: [4, 12]}
///
/// Parameters that are left out have the defaults of ``TaskCatalogue``; unknown names are refused. Equal specifications
/// make equal tasks. Whether values are in range is checked by ``makeTask()``.
public struct TaskSpecification: Hashable, Sendable {
  /// The task's name in ``TaskCatalogue``.
  public let name: String
  private let complete: TaskParameters

  /// The parameters, defaults among them.
  public var parameters: [String: TaskParameter] { complete.values }

  /// A task with some of its parameters.
  ///
  /// - Throws: ``TaskSpecificationError`` for a name that does not exist, a value of the wrong kind, or a missing
  ///   parameter that has no default.
  public init(_ name: String, _ parameters: [String: TaskParameter] = [:]) throws {
    let entry = try Self.entry(named: name)
    var values = parameters
    for given in parameters.keys.sorted() {
      let definition = try Self.definition(of: given, in: entry)
      guard let value = parameters[given], value.kind == definition.kind else {
        throw TaskSpecificationError.illegal(
          given, task: name, value: parameters[given]?.description ?? "", legal: definition.kind.legal)
      }
    }
    for definition in entry.parameters where values[definition.name] == nil {
      switch definition.absence {
      case .takes(let value): values[definition.name] = value
      case .isAllowed: break
      case .isRefused:
        throw TaskSpecificationError.missingParameter(
          definition.name, task: name, legal: definition.kind.legal)
      }
    }
    self.name = name
    complete = TaskParameters(values: values)
  }

  /// The task.
  ///
  /// - Throws: ``TaskError`` for a value out of range; ``ExternalTaskError`` and ``ExternalVerifierError`` for an
  ///   external task, whose files are read and whose verifier is started here.
  public func makeTask() throws -> any VerifiableTask {
    try Self.entry(named: name).make(complete)
  }

  static func entry(named name: String) throws -> TaskCatalogue.Entry {
    guard let entry = TaskCatalogue.entry(named: name) else {
      throw TaskSpecificationError.unknownTask(name, known: TaskCatalogue.entries.map(\.name))
    }
    return entry
  }

  static func definition(
    of parameter: String, in entry: TaskCatalogue.Entry
  ) throws -> TaskParameterDefinition {
    guard let definition = entry.parameter(named: parameter) else {
      throw TaskSpecificationError.unknownParameter(
        parameter, task: entry.name, known: entry.parameters.map(\.name))
    }
    return definition
  }
}
