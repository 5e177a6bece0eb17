import Algorithms
import RandomStreams
import Rollouts
import Testing

/// An algorithm of the catalogue under one convention.
struct CatalogueEntry: Sendable, CustomTestStringConvertible {
  let preset: AlgorithmPreset
  let convention: Convention
  let algorithm: Algorithm

  var testDescription: String { "\(preset.rawValue) \(convention.rawValue)" }

  static let all: [CatalogueEntry] = AlgorithmPreset.allCases.flatMap { preset in
    Convention.allCases.compactMap { convention in
      preset.conventions[convention].map {
        CatalogueEntry(preset: preset, convention: convention, algorithm: $0)
      }
    }
  }
}

/// What an algorithm claims of its advantages, read off its parts.
extension CatalogueEntry {
  enum CentredUnit {
    case group(perToken: Bool)
    case batch(perToken: Bool)
  }

  /// Over what an algorithm claims that advantages sum to 0; nil where it claims nothing.
  var centredUnit: CentredUnit? {
    switch algorithm.scale {
    case .batchWhitening(_, let unit), .batchCentring(let unit): return .batch(perToken: unit == .tokens)
    default: break
    }
    guard algorithm.promptWeight == .none, algorithm.credit == .outcome else { return nil }
    if case .sequenceTrustRegion = algorithm.selection { return nil }
    switch algorithm.baseline {
    case .batchMean(let unit): return .batch(perToken: unit == .tokens)
    case .group(let mean) where mean.ownRollout == .included || mean.weight == .uniform:
      switch mean.weight {
      case .uniform: return .group(perToken: false)
      case .length(1): return .group(perToken: true)
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether an algorithm gives nothing to groups of equal rewards, of size 2 or more.
  var zeroesDeadGroups: Bool {
    guard algorithm.isOutcomeLevel else { return false }
    switch algorithm.scale {
    case .batchWhitening, .batchCentring: return false
    default: break
    }
    if case .weighted(_, let allFail, let allSuccess, _) = algorithm.promptWeight,
      allFail == .signed || allSuccess == .signed
    {
      return false
    }
    switch (algorithm.baseline, algorithm.selection) {
    case (.group, _), (.runnerUp, _), (_, .dropDeadGroups), (_, .resampleDeadGroups): return true
    default: return false
    }
  }
}

extension Batch {
  /// Random responses with everything that any algorithm of the catalogue reads; groups are larger than three.
  ///
  /// - Parameters:
  ///   - padding: positions that do not count, at the end of every response; nil leaves the mask away.
  static func random(seed: Int, groupSizes: [Int] = [8, 5, 4, 6], padding: [Int]? = nil) -> Batch {
    var stream = StreamPath(seed: UInt64(seed))["rollouts"].stream()
    var batch = Batch(
      groups: groupSizes.map { size in
        (0..<size).map { _ in
          Rollout(
            reward: Double(stream.index(below: 2)), length: 1 + stream.index(below: 12),
            squaredScoreNorm: 5 * stream.uniform(), greedyReward: Double(stream.index(below: 2)),
            trackerPrior: stream.uniform())
        }
      })
    let extra = padding.map { padding in batch.rollouts.indices.map { padding[$0 % padding.count] } }
    let lengths = batch.rollouts.map(\.length)
    let widths = lengths.indices.map { lengths[$0] + (extra?[$0] ?? 0) }
    var noise = StreamPath(seed: UInt64(seed))["padding"].stream()
    func column(_ value: (inout RandomStream) -> Double) -> [Double] {
      lengths.indices.flatMap { index in
        (0..<lengths[index]).map { _ in value(&stream) }
          + (lengths[index]..<widths[index]).map { _ in value(&noise) }
      }
    }
    var tokens = ResponseTokens(
      positionCounts: widths,
      mask: extra == nil
        ? nil : lengths.indices.flatMap { index in (0..<widths[index]).map { $0 < lengths[index] } })
    let logProbability = { (stream: inout RandomStream) in -3 * stream.uniform() - 1e-3 }
    tokens.logProbabilities = column(logProbability)
    tokens.oldLogProbabilities = column(logProbability)
    tokens.behaviorLogProbabilities = tokens.oldLogProbabilities
    tokens.referenceLogProbabilities = column(logProbability)
    tokens.sumsOfSquaredProbabilities = column { $0.uniform() }
    batch.tokens = tokens
    return batch
  }

  /// The batch with its groups, and the rollouts of every group, in another order; the new place of every rollout.
  func shuffled(seed: Int) -> (batch: Batch, origins: [Int]) {
    var stream = StreamPath(seed: UInt64(seed))["order"].stream()
    func order(_ range: Range<Int>) -> [Int] {
      range.map { ($0, stream.uniform()) }.sorted { $0.1 < $1.1 }.map(\.0)
    }
    let members = order(0..<groupCount).map { order(group($0)) }
    let origins = members.flatMap { $0 }
    var batch = Batch(groups: members.map { $0.map { rollouts[$0] } })
    if let tokens {
      let positions = origins.flatMap { tokens.positions(of: $0) }
      func moved<Value>(_ column: [Value]?) -> [Value]? {
        column.map { column in positions.map { column[$0] } }
      }
      var shuffled = ResponseTokens(
        positionCounts: origins.map { tokens.positions(of: $0).count }, mask: moved(tokens.mask))
      shuffled.logProbabilities = moved(tokens.logProbabilities)
      shuffled.oldLogProbabilities = moved(tokens.oldLogProbabilities)
      shuffled.behaviorLogProbabilities = moved(tokens.behaviorLogProbabilities)
      shuffled.referenceLogProbabilities = moved(tokens.referenceLogProbabilities)
      shuffled.sumsOfSquaredProbabilities = moved(tokens.sumsOfSquaredProbabilities)
      batch.tokens = shuffled
    }
    return (batch, origins)
  }
}

/// Numbers of rollouts, or of the positions of every rollout that count.
func perRollout(_ advantages: Advantages, in batch: Batch) -> [[Double]] {
  switch advantages {
  case .rollouts(let values): values.map { [$0] }
  case .tokens(let values): countedPositions(values, in: batch)
  }
}

/// Numbers of the positions of every rollout that count.
func countedPositions(_ values: [Double], in batch: Batch) -> [[Double]] {
  guard let tokens = batch.tokens else { return [] }
  return batch.rollouts.indices.map { index in
    tokens.positions(of: index).filter { tokens.counts($0) }.map { values[$0] }
  }
}

/// Whether two arrays agree to rounding.
func agree(_ left: [[Double]], _ right: [[Double]]) -> Bool {
  left.map(\.count) == right.map(\.count)
    && zip(left.joined(), right.joined()).allSatisfy { abs($0 - $1) <= 1e-11 * max(1, abs($0)) }
}
