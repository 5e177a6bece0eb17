import Foundation

/// The processor time of this process, in seconds.
enum Stopwatch {
  /// The median seconds of a call, over several runs of as many calls as take a tenth of a second.
  static func seconds(runs: Int, _ body: () throws -> Void) rethrows -> Double {
    try body()
    let first = try measure(1, body)
    let calls = max(1, Int(0.1 / max(first, 1e-6)))
    let times = try (0..<runs).map { _ in try measure(calls, body) }
    return times.sorted()[runs / 2]
  }

  private static func measure(_ calls: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = clock()
    for _ in 0..<calls { try body() }
    return Double(clock() - start) / Double(CLOCKS_PER_SEC) / Double(calls)
  }
}
