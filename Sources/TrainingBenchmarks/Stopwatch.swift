import Foundation

/// Seconds of a call: of the processor, all threads together, and on the wall.
struct Stopwatch: Codable {
  let processor: Double
  let wall: Double

  /// The median of several runs of as many calls as take a tenth of a second.
  static func time(runs: Int, _ body: () throws -> Void) rethrows -> Stopwatch {
    try body()
    let first = try measure(1, body)
    let calls = max(1, Int(0.1 / max(first.processor, 1e-6)))
    let times = try (0..<runs).map { _ in try measure(calls, body) }
    return Stopwatch(
      processor: times.map(\.processor).sorted()[runs / 2], wall: times.map(\.wall).sorted()[runs / 2])
  }

  private static func measure(_ calls: Int, _ body: () throws -> Void) rethrows -> Stopwatch {
    let (processor, wall) = (clock(), ContinuousClock.now)
    for _ in 0..<calls { try body() }
    let elapsed = (ContinuousClock.now - wall) / .seconds(1)
    return Stopwatch(
      processor: Double(clock() - processor) / Double(CLOCKS_PER_SEC) / Double(calls),
      wall: elapsed / Double(calls))
  }
}
