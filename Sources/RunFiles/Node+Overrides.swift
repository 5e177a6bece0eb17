import Yams

extension Node {
  /// Replaces values by settings `key=value` of the command line, with dots for nesting.
  ///
  /// - Parameter addsKeys: whether a key that is not there is added, because it may be one that has a default.
  /// - Throws: ``RunError`` for a setting of another form, and as ``override(key:value:addsKeys:)``.
  package mutating func override(_ settings: [String], addsKeys: Bool = false) throws {
    for text in settings {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw RunError(.usage, "override '\(text)' is not of the form key=value, such as seed=2")
      }
      let value = String(text[text.index(after: equals)...])
      try override(key: String(text[..<equals]), value: value, addsKeys: addsKeys)
    }
  }

  /// Replaces the value at a dotted key.
  ///
  /// - Throws: ``RunError`` naming the keys there are, where there is none and none may be added.
  package mutating func override(key: String, value: String, addsKeys: Bool = false) throws {
    let parsed: Node
    do {
      parsed = try Yams.compose(yaml: value) ?? Node("")
    } catch {
      throw RunError(.usage, "the value of override '\(key)=\(value)' is not valid YAML")
    }
    try replace(key.split(separator: ".").map(String.init)[...], of: key, with: parsed, addsKeys)
  }

  private mutating func replace(
    _ path: ArraySlice<String>, of key: String, with value: Node, _ addsKeys: Bool
  ) throws {
    guard let first = path.first else {
      self = value
      return
    }
    guard var mapping = mapping,
      var child = mapping[Node(first)] ?? (addsKeys ? .mapping(Node.Mapping([])) : nil)
    else {
      let known = self.mapping?.keys.compactMap(\.string).sorted().joined(separator: ", ")
      throw RunError(
        .usage,
        "override '\(key)' names no key of the file"
          + (known.map { "; there it has \($0)" } ?? "; the value there has no keys"))
    }
    try child.replace(path.dropFirst(), of: key, with: value, addsKeys)
    mapping[Node(first)] = child
    self = .mapping(mapping)
  }

  /// Compares the file's keys with those that its value knows, which are the keys it writes itself.
  ///
  /// - Throws: ``RunError`` for the first key that would be ignored.
  package func rejectUnknownKeys(knownFrom study: some Encodable, file: String) throws {
    let text = try YAMLEncoder().encode(study)
    guard let known = try Yams.compose(yaml: text) else { return }
    try rejectKeys(notIn: known, path: "", file: file)
  }

  private func rejectKeys(notIn known: Node, path: String, file: String) throws {
    if let mapping, let knownMapping = known.mapping {
      for (key, value) in mapping where value.null == nil {
        let name = key.string ?? ""
        let place = path.isEmpty ? name : "\(path).\(name)"
        // By its text: the tag of "0" depends on whether it was quoted.
        guard let knownValue = knownMapping.first(where: { $0.key.string == key.string })?.value else {
          let legal = knownMapping.keys.compactMap(\.string).sorted().joined(separator: ", ")
          throw RunError(.badData, "\(file): unknown key '\(place)'; the keys there are \(legal)")
        }
        try value.rejectKeys(notIn: knownValue, path: place, file: file)
      }
    } else if let sequence, let knownSequence = known.sequence {
      for (index, pair) in zip(sequence, knownSequence).enumerated() {
        try pair.0.rejectKeys(notIn: pair.1, path: "\(path)[\(index + 1)]", file: file)
      }
    }
  }
}
