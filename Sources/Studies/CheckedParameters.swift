import RunFiles

/// Parameters of a study that say what is wrong with them before anything is computed.
protocol CheckedParameters {}

extension CheckedParameters {
  /// Refuses a value unless a condition holds.
  ///
  /// - Throws: ``RunError`` naming the parameter, its value and what is legal.
  func require(_ condition: Bool, _ key: String, _ value: String, _ legal: String) throws {
    guard condition else { throw RunError(.badData, "parameters.\(key) is \(value); it must be \(legal)") }
  }

  /// Refuses a whole number out of range.
  func require(_ value: Int, in range: ClosedRange<Int>, _ key: String) throws {
    try require(
      range.contains(value), key, "\(value)", "between \(range.lowerBound) and \(range.upperBound)")
  }

  /// Refuses what is not finite and above 0.
  func requirePositive(_ value: some BinaryFloatingPoint, _ key: String) throws {
    try require(value > 0 && value.isFinite, key, "\(value)", "a number above 0")
  }

  /// Refuses what is not between 0 and 1.
  func requireShare(_ value: Double, _ key: String) throws {
    try require(value >= 0 && value <= 1, key, "\(value)", "between 0 and 1")
  }

  /// Refuses names that are no part of a file name or a quantity, or occur twice.
  func requireNames(_ names: [String], _ key: String) throws {
    var seen = Set<String>()
    for name in names {
      let isPlain =
        !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
      try require(isPlain, "\(key) name", "'\(name)'", "letters, digits, - and _")
      try require(seen.insert(name).inserted, "\(key) name", "'\(name)' twice", "different for each")
    }
  }

  /// Refuses an empty list, and one that holds something twice.
  func requireUnique(_ list: [some Hashable], _ key: String) throws {
    guard !list.isEmpty && Set(list).count == list.count else {
      throw RunError(.badData, "parameters.\(key) must list at least one, and each only once")
    }
  }
}
