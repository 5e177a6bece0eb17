/// A part of an algorithm that can be written down, read back and set by name.
///
/// What can be set is never listed a second time: ``prototypes`` holds one value of every kind with its defaults.
public protocol AlgorithmPart: Codable, Hashable, Sendable {
  /// One value of every kind, with the kind's defaults; the first is what an algorithm has that does without.
  static var prototypes: [Self] { get }
  /// The part as kind and fields.
  var record: PartRecord { get }
  /// The part that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  init(complete record: PartRecord) throws
  /// What the part does, as a phrase for tables.
  var summary: String { get }
}

extension AlgorithmPart {
  /// The part of a record whose missing fields take the kind's defaults.
  ///
  /// - Throws: ``SettingError`` for a kind or a field that does not exist, or an illegal value.
  public init(_ record: PartRecord) throws {
    guard var complete = Self.prototypes.map(\.record).first(where: { $0.kind == record.kind }) else {
      throw SettingError.unknownKind(record.kind, known: Self.prototypes.map(\.record.kind))
    }
    for field in record.fields {
      guard complete.has(field.name) else {
        throw SettingError.unknownField(
          field.name, kind: record.kind, known: complete.fields.map(\.name))
      }
      complete[field.name] = field.value
    }
    try self.init(complete: complete)
  }

  /// The part with one field changed.
  ///
  /// A field that only one kind has, or that leads every kind that has it, such as `tokenFilter.keepFraction`, turns a
  /// part on that does nothing: the first of these kinds. The field `kind` replaces the whole part by that kind's
  /// defaults.
  ///
  /// - Throws: ``SettingError``.
  public func setting(_ field: String, to value: Setting) throws -> Self {
    if field == "kind" {
      return try Self(PartRecord(value == .none ? "none" : value.description))
    }
    var changed = record
    if !changed.has(field) {
      guard changed.kind == Self.prototypes[0].record.kind, let named = Self.kindNamed(by: field)
      else {
        throw SettingError.unknownField(
          field, kind: changed.kind, known: changed.fields.map(\.name),
          elsewhere: Self.prototypes.map(\.record).filter { $0.has(field) }.map(\.kind))
      }
      changed = named
    }
    changed[field] = value
    return try Self(complete: changed)
  }

  /// The kind that a field stands for: the only one that has it, or the first of those that it leads.
  private static func kindNamed(by field: String) -> PartRecord? {
    let kinds = prototypes.map(\.record).filter { $0.has(field) }
    return kinds.count == 1 || kinds.allSatisfy { $0.fields.first?.name == field } ? kinds.first : nil
  }

  /// Reads kind and fields; a field that is missing has its kind's default.
  ///
  /// - Throws: ``SettingError`` for what does not exist or is illegal.
  public init(from decoder: any Decoder) throws {
    try self.init(PartRecord(from: decoder))
  }

  /// Writes kind and fields.
  public func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
  }
}
