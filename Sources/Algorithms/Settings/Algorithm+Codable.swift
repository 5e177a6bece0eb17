extension Algorithm: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads an object of parts; a part that is missing does nothing, a field that is missing has its kind's default.
  ///
  /// - Throws: ``SettingError`` for what does not exist or is illegal.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let size = try container.decode(Int.self, forKey: Key("groupSize"))
    guard size >= 1 else {
      throw SettingError.illegal(
        name: "groupSize", value: .number(Double(size)), legal: "a whole number, 1 or more")
    }
    self.init(groupSize: size)
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue })
    where key.stringValue != "groupSize" {
      guard let part = Self.partNamed(key.stringValue) else {
        throw SettingError.unknownPart(key.stringValue, known: ["groupSize"] + Self.namedParts.map(\.name))
      }
      do {
        try part.replacing(&self, try container.decode(PartRecord.self, forKey: key))
      } catch let error as SettingError {
        throw SettingError.inPart(part.name, error)
      }
    }
  }

  /// Writes the group size and every part.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(groupSize, forKey: Key("groupSize"))
    for part in Self.namedParts { try container.encode(part.record(self), forKey: Key(part.name)) }
  }
}
