import Reporting
import RunStatistics

/// Where a prediction says that a quantity lies: a region that an interval lies inside, outside, or across.
///
/// The margin is part of the prediction. Around a value it is the equivalence margin; a one-sided bound already
/// contains the smallest effect that would matter. A vague interval can therefore confirm nothing.
public struct PredictedRegion: Hashable, Codable, Sendable {
  /// The predicted value, with ``within`` as its margin.
  public let equal: Double?
  /// The equivalence margin around ``equal``: the region is [equal − within, equal + within].
  public let within: Double?
  /// The quantity is predicted to lie below this bound.
  public let below: Double?
  /// The quantity is predicted to lie above this bound.
  public let above: Double?

  /// A prediction of a value with its margin.
  public static func equal(_ value: Double, within margin: Double) -> PredictedRegion {
    PredictedRegion(equal: value, within: margin, below: nil, above: nil)
  }

  /// A prediction of an upper bound.
  public static func below(_ bound: Double) -> PredictedRegion {
    PredictedRegion(equal: nil, within: nil, below: bound, above: nil)
  }

  /// A prediction of a lower bound.
  public static func above(_ bound: Double) -> PredictedRegion {
    PredictedRegion(equal: nil, within: nil, below: nil, above: bound)
  }

  private init(equal: Double?, within: Double?, below: Double?, above: Double?) {
    self.equal = equal
    self.within = within
    self.below = below
    self.above = above
  }

  /// Whether exactly one of the three forms is given, with finite numbers and a positive margin.
  var isWellFormed: Bool {
    switch (equal, within, below, above) {
    case (.some(let value), .some(let margin), nil, nil): value.isFinite && margin.isFinite && margin > 0
    case (nil, nil, .some(let bound), nil), (nil, nil, nil, .some(let bound)): bound.isFinite
    default: false
    }
  }

  /// The region, infinite on the open side of a bound.
  var region: (lower: Double, upper: Double) {
    if let equal, let within { return (equal - within, equal + within) }
    if let below { return (-.infinity, below) }
    return (above ?? -.infinity, .infinity)
  }

  /// *Holds* iff the interval lies inside the region, *refuted* iff wholly outside, *inconclusive* otherwise.
  ///
  /// An end that touches the region's border is inside. An interval that is not a number decides nothing.
  public func judge(_ interval: Interval) -> Verdict.Outcome {
    let region = region
    if interval.lower >= region.lower && interval.upper <= region.upper { return .holds }
    if interval.lower > region.upper || interval.upper < region.lower { return .refuted }
    return .inconclusive
  }

  /// The region as a person reads it, such as "1 ± 0.1" or "< 0.9".
  public var text: String {
    if let equal, let within { return "\(shortNumber(equal)) ± \(shortNumber(within))" }
    if let below { return "< \(shortNumber(below))" }
    return "> \(shortNumber(above ?? .nan))"
  }
}
