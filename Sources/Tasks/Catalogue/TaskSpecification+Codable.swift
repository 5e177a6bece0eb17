extension TaskSpecification: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads one key whose value is an object of parameters, or nothing.
  ///
  /// - Throws: ``TaskSpecificationError``; `DecodingError` where there is no object.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1 else {
      throw TaskSpecificationError.notOneTask(container.allKeys.map(\.stringValue).sorted())
    }
    let entry = try Self.entry(named: key.stringValue)
    var values: [String: TaskParameter] = [:]
    if try !container.decodeNil(forKey: key) {
      let fields = try container.nestedContainer(keyedBy: Key.self, forKey: key)
      for field in fields.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
        let definition = try Self.definition(of: field.stringValue, in: entry)
        values[field.stringValue] = try Self.value(of: field, in: fields, definition, task: entry.name)
      }
    }
    try self.init(entry.name, values)
  }

  /// Writes all parameters, defaults among them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    var fields = container.nestedContainer(keyedBy: Key.self, forKey: Key(name))
    for (field, value) in parameters.sorted(by: { $0.key < $1.key }) {
      try fields.encode(value, forKey: Key(field))
    }
  }

  private static func value(
    of field: Key, in fields: KeyedDecodingContainer<Key>, _ definition: TaskParameterDefinition, task: String
  ) throws -> TaskParameter {
    let value: TaskParameter?
    switch definition.kind {
    case .number: value = (try? fields.decode(Int.self, forKey: field)).map(TaskParameter.number)
    case .range:
      let bounds = (try? fields.decode([Int].self, forKey: field)) ?? []
      value = bounds.count == 2 && bounds[0] <= bounds[1] ? .range(bounds[0]...bounds[1]) : nil
    case .text: value = (try? fields.decode(String.self, forKey: field)).map(TaskParameter.text)
    case .texts: value = (try? fields.decode([String].self, forKey: field)).map(TaskParameter.texts)
    }
    guard let value else {
      throw TaskSpecificationError.illegal(
        field.stringValue, task: task, value: text(of: field, in: fields), legal: definition.kind.legal)
    }
    return value
  }

  /// A value of the wrong kind, as far as it is a number, a text or a list of them.
  private static func text(of field: Key, in fields: KeyedDecodingContainer<Key>) -> String {
    if let number = try? fields.decode(Int.self, forKey: field) { return "\(number)" }
    if let number = try? fields.decode(Double.self, forKey: field) { return "\(number)" }
    if let numbers = try? fields.decode([Int].self, forKey: field) { return "\(numbers)" }
    if let text = try? fields.decode(String.self, forKey: field) { return "\"\(text)\"" }
    return "of another kind"
  }
}
