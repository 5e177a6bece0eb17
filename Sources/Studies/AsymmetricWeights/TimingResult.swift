import Foundation
import RunStatistics

/// What a ``TimingCell`` leaves behind.
public struct TimingResult: Codable, Sendable {
  let key: TimingCell.Key
  /// Clock times until the target, by algorithm, replicate and the clock's name; nil for a run that never arrived.
  let times: [[[String: Double]?]]

  /// The logarithms of one clock's times, by algorithm and replicate; nil for an algorithm that did not always arrive.
  func logarithms(on clock: String) -> [[Double]?] {
    times.map { replicates in
      let arrived = replicates.compactMap { $0?[clock].map { log($0) } }
      return arrived.count == replicates.count ? arrived : nil
    }
  }
}
