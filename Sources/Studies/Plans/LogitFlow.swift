/// The curve z(τ) of dz/dτ = f(z) > 0, from z = −40 to 40.
///
/// τ is tabulated by Simpson's rule at steps of 0.05 in z, and both directions are interpolated by Hermite's cubics, whose
/// slopes are known: the error in z is about 1e-8.
struct LogitFlow {
  private static let limit = PlannedRule.logitLimit
  private static let spacing = PlannedRule.gridSpacing

  private let times: [Double]
  private let speeds: [Double]

  init(speed: (Double) -> Double) {
    let count = Int((2 * Self.limit / Self.spacing).rounded())
    let speeds = (0...count).map { speed(Double($0) * Self.spacing - Self.limit) }
    func duration(of cell: Int) -> Double {
      let middle = speed((Double(cell) + 0.5) * Self.spacing - Self.limit)
      return Self.spacing * (1 / speeds[cell] + 4 / middle + 1 / speeds[cell + 1]) / 6
    }
    self.speeds = speeds
    // Added up from z = 0, where prompts are: the ends are slow, and their times would swallow all digits.
    var times = [Double](repeating: 0, count: count + 1)
    for index in (count / 2)..<count {
      times[index + 1] = times[index] + duration(of: index)
    }
    for index in (0..<(count / 2)).reversed() {
      times[index] = times[index + 1] - duration(of: index)
    }
    self.times = times
  }

  /// τ at a log-odds; beyond the table that of its end.
  func time(at logit: Double) -> Double {
    let position = (min(max(logit, -Self.limit), Self.limit) + Self.limit) / Self.spacing
    let index = min(Int(position), times.count - 2)
    return Self.hermite(
      position - Double(index), from: times[index], to: times[index + 1],
      slopes: (Self.spacing / speeds[index], Self.spacing / speeds[index + 1]))
  }

  /// The log-odds at τ; beyond the table its end.
  func logit(at time: Double) -> Double {
    guard time > times[0] else { return -Self.limit }
    guard time < times[times.count - 1] else { return Self.limit }
    var lower = 0
    var upper = times.count - 1
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if times[middle] <= time { lower = middle } else { upper = middle }
    }
    let width = times[upper] - times[lower]
    let start = Double(lower) * Self.spacing - Self.limit
    return Self.hermite(
      (time - times[lower]) / width, from: start, to: start + Self.spacing,
      slopes: (width * speeds[lower], width * speeds[upper]))
  }

  private static func hermite(
    _ t: Double, from start: Double, to end: Double, slopes: (Double, Double)
  ) -> Double {
    let rest = 1 - t
    return rest * rest * ((1 + 2 * t) * start + t * slopes.0) + t * t * ((3 - 2 * t) * end - rest * slopes.1)
  }
}
