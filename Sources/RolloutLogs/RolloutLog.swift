import Rollouts

/// What a file of rollouts says of one update, as a batch.
///
/// Rollouts of equal group form a group of the batch; they need not be neighbours in the file. Groups stand in the order
/// in which they first appear, rollouts of a group in the order of the file.
public struct RolloutLog: Sendable {
  /// The rollouts, group after group.
  public let batch: Batch
  /// The position in ``records`` of every rollout of the batch.
  public let order: [Int]
  /// The records, in the order of the file.
  public let records: [RolloutRecord]
  /// The line of every record, counted from 1.
  public let lines: [Int]

  /// The batch of some records.
  ///
  /// A rollout has as many tokens as its `mask` counts, or its `length` says, or its token columns have; where a record
  /// has none of them its length is 1. Without a mask the first `length` positions count.
  ///
  /// - Parameter lines: the line of every record; nil where they stand on lines 1, 2, ….
  /// - Throws: ``RolloutLogError/line(_:_:)`` for what is not legal.
  /// - Precondition: there is a record.
  public init(_ records: [RolloutRecord], lines: [Int]? = nil) throws {
    precondition(!records.isEmpty, "a log needs at least one record")
    let lines = lines ?? Array(1...records.count)
    let shapes = try zip(records, lines).map { record, line in
      do {
        return try ResponseShape(of: record)
      } catch let problem as RecordProblem {
        throw RolloutLogError.line(line, problem)
      }
    }
    let groups = Self.groups(of: records)
    let order = groups.flatMap { $0 }
    let trajectories = Self.identifiers(of: records.map(\.trajectory))
    var batch = Batch(
      groups: groups.map { members in
        members.map { index in
          let record = records[index]
          return Rollout(
            reward: record.reward, length: shapes[index].length, squaredScoreNorm: record.squaredScoreNorm,
            greedyReward: record.greedyReward, trackerPrior: record.trackerPrior,
            trajectory: trajectories[index])
        }
      })
    batch.tokens = try Self.tokens(of: records, shapes: shapes, order: order, lines: lines)
    do {
      try batch.validate()
    } catch let error as InvalidRollout {
      throw RolloutLogError.line(lines[order[error.index]], .rollout(error.problem))
    }
    self.batch = batch
    self.order = order
    self.records = records
    self.lines = lines
  }

  /// The line of a rollout of the batch.
  public func line(ofRollout index: Int) -> Int { lines[order[index]] }

  /// Values of the batch's rollouts in the order of the file.
  public func inFileOrder<Value>(_ values: [Value]) -> [Value] {
    zip(order, values).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The number of response positions of every rollout of the batch.
  public var positionCounts: [Int] {
    guard let tokens = batch.tokens else { return batch.rollouts.map(\.length) }
    return batch.rollouts.indices.map { tokens.positions(of: $0).count }
  }

  /// Values of the batch's response positions as one array for each rollout, in the order of the file.
  public func rowsInFileOrder(_ values: [Double]) -> [[Double]] {
    let tokens = ResponseTokens(positionCounts: positionCounts)
    return inFileOrder(batch.rollouts.indices.map { Array(values[tokens.positions(of: $0)]) })
  }

  /// The positions in the file of every group's rollouts.
  private static func groups(of records: [RolloutRecord]) -> [[Int]] {
    var groups: [[Int]] = []
    var known: [RecordLabel: Int] = [:]
    for (index, record) in records.enumerated() {
      if let group = known[record.group] {
        groups[group].append(index)
      } else {
        known[record.group] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// A number for every label, equal for equal labels.
  private static func identifiers(of labels: [RecordLabel?]) -> [Int?] {
    var known: [RecordLabel: Int] = [:]
    return labels.map { label in
      guard let label else { return nil }
      if let identifier = known[label] { return identifier }
      known[label] = known.count
      return known[label]
    }
  }

  /// The token columns in the order of the batch; nil where no record says anything about its tokens.
  private static func tokens(
    of records: [RolloutRecord], shapes: [ResponseShape], order: [Int], lines: [Int]
  ) throws -> ResponseTokens? {
    let columns = try RolloutRecord.columns.filter { name, path in
      let lacking = records.firstIndex { $0[keyPath: path] == nil }
      if let lacking, records.contains(where: { $0[keyPath: path] != nil }) {
        throw RolloutLogError.line(lines[lacking], .missingColumn(name))
      }
      return lacking == nil
    }
    guard !columns.isEmpty || records.contains(where: { $0.mask != nil }) else { return nil }
    let ordered = order.map { shapes[$0] }
    let isMasked = ordered.contains { $0.length < $0.positionCount }
    var tokens = ResponseTokens(
      positionCounts: ordered.map(\.positionCount), mask: isMasked ? ordered.flatMap(\.mask) : nil)
    func column(_ path: KeyPath<RolloutRecord, [Double]?>) -> [Double]? {
      guard records[0][keyPath: path] != nil else { return nil }
      var values: [Double] = []
      values.reserveCapacity(tokens.count)
      for index in order { values += records[index][keyPath: path] ?? [] }
      return values
    }
    tokens.rewards = column(\.tokenRewards)
    tokens.logProbabilities = column(\.logProbs)
    tokens.oldLogProbabilities = column(\.oldLogProbs)
    tokens.behaviorLogProbabilities = column(\.behaviorLogProbs)
    tokens.referenceLogProbabilities = column(\.referenceLogProbs)
    tokens.rolloutWeights = column(\.rolloutWeights)
    tokens.entropies = column(\.entropies)
    tokens.sumsOfSquaredProbabilities = column(\.sumOfSquaredProbabilities)
    return tokens
  }
}
