import Foundation

/// How the step size goes through a run of N updates: up to 1 in w equal steps, then as its shape says.
///
/// Update u = 1 … w has the factor u/(w + 1). Later ones have 1, or fall from 1 at update w + 1 towards the final factor f,
/// which they would reach one update after the last: with p = (u − w − 1)/(N − w),
///
///     linear  1 − (1 − f) p        cosine  f + (1 − f)(1 + cos πp)/2
public struct LearningRateSchedule: Codable, Hashable, Sendable {
  /// What follows the rise.
  public enum Shape: String, Codable, CaseIterable, Sendable {
    /// The factor stays at 1.
    case constant
    /// It falls along a line.
    case linear
    /// It falls along half a cosine.
    case cosine
  }

  /// What follows the rise.
  public var shape: Shape
  /// w, the number of updates of the rise.
  public var warmUpUpdates: Int
  /// f, a share of the largest step size.
  public var finalFactor: Double

  /// A schedule; constant by default.
  public init(shape: Shape = .constant, warmUpUpdates: Int = 0, finalFactor: Double = 0) {
    self.shape = shape
    self.warmUpUpdates = warmUpUpdates
    self.finalFactor = finalFactor
  }

  /// Reads an object; what is missing has its default.
  ///
  /// - Throws: the decoder's error; ``TrainingError/illegal(setting:value:legal:)`` for an unknown shape.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      shape: try container.word(.shape, default: .constant, setting: "schedule.shape"),
      warmUpUpdates: try container.value(.warmUpUpdates, default: 0),
      finalFactor: try container.value(.finalFactor, default: 0))
  }

  /// What the step size of an update is multiplied by.
  ///
  /// - Parameters:
  ///   - update: u, from 1; beyond N as at N.
  ///   - updates: N.
  public func factor(update: Int, of updates: Int) -> Double {
    guard update > warmUpUpdates else { return Double(update) / Double(warmUpUpdates + 1) }
    let progress = Double(min(update, updates) - warmUpUpdates - 1) / Double(max(1, updates - warmUpUpdates))
    switch shape {
    case .constant: return 1
    case .linear: return 1 - (1 - finalFactor) * progress
    case .cosine: return finalFactor + (1 - finalFactor) * (1 + cos(.pi * progress)) / 2
    }
  }

  func check(updates: Int) throws {
    try SettingCheck.require(
      (0...updates).contains(warmUpUpdates), "schedule.warmUpUpdates", warmUpUpdates,
      "between 0 and updates = \(updates)")
    try SettingCheck.requireShare(finalFactor, "schedule.finalFactor")
  }
}
