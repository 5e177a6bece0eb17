/// A part of an algorithm as it is written down: its kind, and its fields by name.
public struct PartRecord: Hashable, Sendable {
  /// Which of the part's kinds this is.
  public var kind: String
  /// The fields of this kind, in the order of the documentation.
  public var fields: [Field]

  /// A named value.
  public struct Field: Hashable, Sendable {
    /// The name, as typed after the part's.
    public var name: String
    /// The value.
    public var value: Setting
  }

  init(_ kind: String, _ fields: KeyValuePairs<String, Setting> = [:]) {
    self.kind = kind
    self.fields = fields.map { Field(name: $0.key, value: $0.value) }
  }

  func adding(_ name: String, _ value: Setting) -> PartRecord {
    var record = self
    record.fields.append(Field(name: name, value: value))
    return record
  }

  subscript(name: String) -> Setting {
    get {
      guard let field = fields.first(where: { $0.name == name }) else {
        preconditionFailure("\(kind) has no field \(name)")
      }
      return field.value
    }
    set {
      if let index = fields.firstIndex(where: { $0.name == name }) { fields[index].value = newValue }
    }
  }

  func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

  func number(_ name: String, in legal: ClosedRange<Double> = -.infinity ... .infinity) throws -> Double {
    guard case .number(let number) = self[name], legal.contains(number), number.isFinite else {
      throw SettingError.illegal(name: name, value: self[name], legal: Self.phrase(legal))
    }
    return number
  }

  func positive(_ name: String) throws -> Double {
    guard case .number(let number) = self[name], number > 0, number.isFinite else {
      throw SettingError.illegal(name: name, value: self[name], legal: "a number above 0")
    }
    return number
  }

  func limit(_ name: String, in legal: ClosedRange<Double> = -.infinity ... .infinity) throws -> Double? {
    if self[name] == .none { return nil }
    guard case .number(let number) = self[name], legal.contains(number), number.isFinite else {
      throw SettingError.illegal(name: name, value: self[name], legal: Self.phrase(legal) + ", or none")
    }
    return number
  }

  func integer(_ name: String, atLeast minimum: Int) throws -> Int {
    guard case .number(let number) = self[name], let integer = Int(exactly: number), integer >= minimum else {
      throw SettingError.illegal(name: name, value: self[name], legal: "a whole number, \(minimum) or more")
    }
    return integer
  }

  func numbers(_ name: String) throws -> [Double] {
    switch self[name] {
    case .numbers(let numbers) where numbers.allSatisfy(\.isFinite): return numbers
    case .number(let number) where number.isFinite: return [number]
    default:
      throw SettingError.illegal(name: name, value: self[name], legal: "numbers separated by commas")
    }
  }

  func flag(_ name: String) throws -> Bool {
    guard case .flag(let flag) = self[name] else {
      throw SettingError.illegal(name: name, value: self[name], legal: "true or false")
    }
    return flag
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Word.Type = Word.self
  ) throws -> Word where Word.RawValue == String {
    guard case .text(let text) = self[name], let word = Word(rawValue: text) else {
      throw SettingError.illegal(
        name: name, value: self[name], legal: Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return word
  }

  private static func phrase(_ legal: ClosedRange<Double>) -> String {
    switch (legal.lowerBound, legal.upperBound) {
    case (-.infinity, .infinity): "a number"
    case (let lower, .infinity): "a number, \(Setting.number(lower)) or more"
    case (let lower, let upper): "between \(Setting.number(lower)) and \(Setting.number(upper))"
    }
  }
}

extension PartRecord: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads `{"kind": …, field: value, …}`, or the kind alone as a string.
  public init(from decoder: any Decoder) throws {
    if let kind = try? decoder.singleValueContainer().decode(String.self) {
      self.init(kind)
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    self.init(try container.decode(String.self, forKey: Key(stringValue: "kind")))
    let keys = container.allKeys.filter { $0.stringValue != "kind" }.sorted {
      $0.stringValue < $1.stringValue
    }
    fields = try keys.map {
      Field(name: $0.stringValue, value: try container.decode(Setting.self, forKey: $0))
    }
  }

  /// Writes `{"kind": …, field: value, …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: Key(stringValue: "kind"))
    for field in fields { try container.encode(field.value, forKey: Key(stringValue: field.name)) }
  }
}
