extension Algorithm {
  /// A part by its name: how to read it, and how to set a field of it.
  struct NamedPart: Sendable {
    let name: String
    let record: @Sendable (Algorithm) -> PartRecord
    let summary: @Sendable (Algorithm) -> String
    let prototypes: [PartRecord]
    let replacing: @Sendable (inout Algorithm, PartRecord) throws -> Void
    let setting: @Sendable (inout Algorithm, String, Setting) throws -> Void

    init<Part: AlgorithmPart>(_ name: String, _ path: WritableKeyPath<Algorithm, Part> & Sendable) {
      self.name = name
      record = { $0[keyPath: path].record }
      summary = { $0[keyPath: path].summary }
      prototypes = Part.prototypes.map(\.record)
      replacing = { $0[keyPath: path] = try Part($1) }
      setting = { $0[keyPath: path] = try $0[keyPath: path].setting($1, to: $2) }
    }
  }

  /// The parts in the order in which they act; the group size, a number, stands before them.
  static let namedParts: [NamedPart] = [
    NamedPart("rewardTransform", \.rewardTransform), NamedPart("baseline", \.baseline),
    NamedPart("scale", \.scale), NamedPart("promptWeight", \.promptWeight),
    NamedPart("selection", \.selection),
    NamedPart("credit", \.credit), NamedPart("tokenFilter", \.tokenFilter),
    NamedPart("surrogate", \.surrogate),
    NamedPart("aggregation", \.aggregation), NamedPart("regularizer", \.regularizer),
  ]

  static func partNamed(_ name: String) -> NamedPart? { namedParts.first { $0.name == name } }

  /// Every part that can be set, with its kinds and their fields' defaults.
  public static var settableParts: [(name: String, kinds: [PartRecord])] {
    namedParts.map { ($0.name, $0.prototypes) }
  }

  /// The parts by name, as kind and fields and as a phrase.
  public var describedParts: [(name: String, record: PartRecord, summary: String)] {
    Self.namedParts.map { ($0.name, $0.record(self), $0.summary(self)) }
  }

  /// The algorithm with some settings changed, in whatever order they are given: kinds come first, and a field waits
  /// until another has turned its part on.
  ///
  /// - Throws: ``SettingError`` for what does not exist or is illegal.
  public func setting(_ texts: [String]) throws -> Algorithm {
    var algorithm = self
    var pending = texts.filter { !$0.prefix { $0 != "=" }.contains(".") }
    pending += texts.filter { $0.prefix { $0 != "=" }.contains(".") }
    while !pending.isEmpty {
      let waiting = try pending.filter { text in
        do {
          algorithm = try algorithm.setting(text)
          return false
        } catch SettingError.inPart(_, .unknownField) {
          return true
        }
      }
      // Nobody turns the part on: say so.
      if waiting.count == pending.count { return try algorithm.setting(waiting[0]) }
      pending = waiting
    }
    return algorithm
  }

  /// The algorithm with one setting changed: `groupSize=8`, `scale=none`, `scale.epsilon=0`.
  ///
  /// Setting a field that leads a kind turns on a part that does nothing.
  ///
  /// - Throws: ``SettingError`` for what does not exist or is illegal.
  public func setting(_ text: String) throws -> Algorithm {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw SettingError.malformed(text)
    }
    let path = text[..<equals].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    let value = String(text[text.index(after: equals)...])
    if path == ["groupSize"] {
      guard let size = Int(value), size >= 1 else {
        throw SettingError.illegal(
          name: "groupSize", value: Setting(typed: value), legal: "a whole number, 1 or more")
      }
      var changed = self
      changed.groupSize = size
      return changed
    }
    guard path[0] != "groupSize" else { throw SettingError.malformed(text) }
    guard let part = Self.partNamed(path[0]) else {
      throw SettingError.unknownPart(path[0], known: ["groupSize"] + Self.namedParts.map(\.name))
    }
    var changed = self
    let field = path.count > 1 ? path[1] : "kind"
    do {
      try part.setting(&changed, field, field == "expression" ? .text(value) : Setting(typed: value))
    } catch let error as SettingError {
      throw SettingError.inPart(part.name, error)
    }
    return changed
  }
}
