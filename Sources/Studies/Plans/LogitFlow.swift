/// The curve z(τ) of dz/dτ = f(z), on a stretch of z between −40 and 40 where f > 0.
///
/// τ is tabulated by Simpson's rule at steps of 0.05 in z, and both directions are interpolated by Hermite's cubics, whose
/// slopes are known: the error in z is about 1e-8.
struct LogitFlow {
  private static let limit = PlannedRule.logitLimit
  private static let spacing = PlannedRule.gridSpacing

  /// The position on the grid of the first node.
  private let first: Int
  private let times: [Double]
  private let speeds: [Double]

  /// A log-odds at or above the last node where f is 0 or negative; nil where the curve goes on to 40.
  let standstill: Double?

  /// The curves on all stretches where f > 0 at nodes and between them, from the lowest.
  static func flows(speed: (Double) throws -> Double) rethrows -> [LogitFlow] {
    let cells = Int((2 * limit / spacing).rounded())
    let values = try (0...2 * cells).map { try speed(Double($0) * spacing / 2 - limit) }
    var flows: [LogitFlow] = []
    var first = 0
    while first < cells {
      var last = first
      while last < cells && values[2 * last...2 * last + 2].allSatisfy({ $0 > 0 }) { last += 1 }
      if last > first { flows.append(LogitFlow(first: first, last: last, values: values)) }
      first = max(last, first + 1)
    }
    return flows
  }

  /// - Parameter values: f at the nodes of the grid and in the middle between them.
  private init(first: Int, last: Int, values: [Double]) {
    func duration(of cell: Int) -> Double {
      Self.spacing * (1 / values[2 * cell] + 4 / values[2 * cell + 1] + 1 / values[2 * cell + 2]) / 6
    }
    self.first = first
    speeds = (first...last).map { values[2 * $0] }
    // Added up from z = 0, where prompts are: the ends are slow, and their times would swallow all digits.
    let middle = min(max(values.count / 4, first), last)
    var times = [Double](repeating: 0, count: last - first + 1)
    for cell in middle..<last { times[cell + 1 - first] = times[cell - first] + duration(of: cell) }
    for cell in (first..<middle).reversed() {
      times[cell - first] = times[cell + 1 - first] - duration(of: cell)
    }
    self.times = times
    standstill =
      2 * last == values.count - 1
      ? nil : Double(values[2 * last + 1] > 0 ? last + 1 : last) * Self.spacing - Self.limit
  }

  private func logit(ofNode index: Int) -> Double { Double(first + index) * Self.spacing - Self.limit }

  /// Whether a log-odds lies on the curve; beyond ±40 counts as there.
  func contains(_ logit: Double) -> Bool {
    let inside = min(max(logit, -Self.limit), Self.limit)
    return inside >= self.logit(ofNode: 0) && inside <= self.logit(ofNode: times.count - 1)
  }

  /// τ at a log-odds; beyond the table that of its end.
  func time(at logit: Double) -> Double {
    let start = self.logit(ofNode: 0)
    let inside = min(max(logit, start), self.logit(ofNode: times.count - 1))
    let position = (inside - start) / Self.spacing
    let index = min(Int(position), times.count - 2)
    return Self.hermite(
      position - Double(index), from: times[index], to: times[index + 1],
      slopes: (Self.spacing / speeds[index], Self.spacing / speeds[index + 1]))
  }

  /// The log-odds at τ; beyond the table its end.
  func logit(at time: Double) -> Double {
    guard time > times[0] else { return logit(ofNode: 0) }
    guard time < times[times.count - 1] else { return logit(ofNode: times.count - 1) }
    var lower = 0
    var upper = times.count - 1
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if times[middle] <= time { lower = middle } else { upper = middle }
    }
    let width = times[upper] - times[lower]
    let start = logit(ofNode: lower)
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
