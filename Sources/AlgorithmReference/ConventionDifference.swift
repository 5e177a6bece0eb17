import Algorithms

/// A setting that conventions disagree on, found by comparing their algorithms.
public struct ConventionDifference: Encodable, Hashable, Sendable {
  /// The setting as one types it, such as scale.epsilon; a part alone means its kind.
  public let setting: String
  /// What every convention says, as one types it; a convention whose kind has no such field is left out.
  public let values: [Convention: String]

  /// The settings in which the conventions of an algorithm differ, in the order of the parts; group sizes, which are a
  /// run's choice, apart.
  public static func all(of preset: AlgorithmPreset) -> [ConventionDifference] {
    let algorithms = preset.conventions
    var candidates: [ConventionDifference] = []
    for (name, _, _) in Algorithm(groupSize: 1).describedParts {
      let records = algorithms.compactMapValues { algorithm in
        algorithm.describedParts.first { $0.name == name }?.record
      }
      candidates.append(ConventionDifference(setting: name, values: records.mapValues(\.kind)))
      let kinds = algorithms.keys.sorted { $0.position < $1.position }.compactMap { records[$0] }
      var fields: [String] = []
      for field in kinds.flatMap(\.fields) where !fields.contains(field.name) { fields.append(field.name) }
      candidates += fields.map { field in
        ConventionDifference(
          setting: "\(name).\(field)",
          values: records.compactMapValues { record in
            record.fields.first { $0.name == field }.map { "\($0.value)" }
          })
      }
    }
    return candidates.filter { Set($0.values.values).count > 1 }
  }

  /// The values with the conventions that have them, those of the paper first.
  public var valuesWithConventions: [(value: String, conventions: [Convention])] {
    var found: [(value: String, conventions: [Convention])] = []
    for convention in Convention.allCases {
      guard let value = values[convention] else { continue }
      if let index = found.firstIndex(where: { $0.value == value }) {
        found[index].conventions.append(convention)
      } else {
        found.append((value, [convention]))
      }
    }
    return found
  }
}

extension Convention {
  /// The place among all conventions.
  fileprivate var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
