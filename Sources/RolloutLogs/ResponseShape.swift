import Rollouts

/// How many positions a record's response has, and which of them count.
struct ResponseShape {
  /// The number of positions, padding included.
  let positionCount: Int
  /// The number of positions that count.
  let length: Int
  private let recordedMask: [Bool]?

  /// The shape of a record, with all arrays checked against each other.
  init(of record: RolloutRecord) throws {
    let columns = RolloutRecord.columns.compactMap { name, path in
      record[keyPath: path].map { (name: name, count: $0.count) }
    }
    if let length = record.length, length < 0 { throw RecordProblem.rollout(.length(length)) }
    positionCount = record.mask?.count ?? columns.first?.count ?? record.length ?? 1
    for column in columns where column.count != positionCount {
      throw RecordProblem.rollout(
        .tokenCount(column: column.name, count: column.count, expected: positionCount))
    }
    if case .tokens(let advantages) = record.advantage, advantages.count != positionCount {
      throw RecordProblem.rollout(
        .tokenCount(column: "advantage", count: advantages.count, expected: positionCount))
    }
    recordedMask = record.mask
    let counted = record.mask?.count { $0 }
    if let length = record.length, let counted, length != counted {
      throw RecordProblem.length(length, positions: counted, isMasked: true)
    }
    if let length = record.length, length > positionCount {
      throw RecordProblem.length(length, positions: positionCount, isMasked: false)
    }
    length = counted ?? record.length ?? positionCount
  }

  /// Which positions count.
  var mask: [Bool] { recordedMask ?? (0..<positionCount).map { $0 < length } }
}
