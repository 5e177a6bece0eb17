import Foundation
import Synchronization

/// What a run tells while it works: cells done, the share of the work done, and the time that is left.
public final class StudyProgress: Sendable {
  private struct State {
    var shares: [String: Double]
    var lastDrawn = Date.distantPast
    var resumed = 0.0
  }

  private let weights: [String: Double]
  private let state: Mutex<State>
  private let started = Date()
  private let columns: Int?
  private let write: @Sendable (String) -> Void

  /// Progress over cells with the given weights.
  ///
  /// - Parameters:
  ///   - weights: the share of the work of each cell, in arbitrary units.
  ///   - columns: the width of a terminal on which the bar is redrawn in place; nil writes a line for every finished
  ///     cell.
  ///   - write: where it goes.
  init(weights: [String: Double], columns: Int?, write: @escaping @Sendable (String) -> Void) {
    self.weights = weights
    self.columns = columns
    self.write = write
    state = Mutex(State(shares: weights.mapValues { _ in 0 }))
  }

  /// A cell that an earlier run had finished.
  func resume(_ cell: String) {
    state.withLock {
      $0.shares[cell] = 1
      $0.resumed += weights[cell] ?? 0
    }
  }

  /// A cell's share that is done now.
  func update(_ cell: String, share: Double) {
    state.withLock { state in
      state.shares[cell] = share
      let now = Date()
      guard now.timeIntervalSince(state.lastDrawn) > 0.1 else { return }
      state.lastDrawn = now
      redraw(state)
    }
  }

  /// A cell that is finished.
  func finish(_ cell: String) {
    state.withLock { state in
      state.shares[cell] = 1
      if columns == nil { write("\(line(state))  \(cell)\n") } else { redraw(state) }
    }
  }

  /// The end of the bar.
  func close() {
    if columns != nil { write("\r\u{1B}[K") }
  }

  /// Draws the bar where the last one stands; a line that wrapped could not be drawn over.
  private func redraw(_ state: State) {
    guard let columns else { return }
    write("\r" + line(state).prefix(max(0, columns - 1)) + "\u{1B}[K")
  }

  private func line(_ state: State) -> String {
    let total = weights.values.reduce(0, +)
    let done = weights.reduce(0) { $0 + $1.value * (state.shares[$1.key] ?? 0) }
    let finished = state.shares.values.filter { $0 >= 1 }.count
    let fraction = total > 0 ? done / total : 1
    let width = 24
    let filled = Int(fraction * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let elapsed = Date().timeIntervalSince(started)
    let fresh = done - state.resumed
    let remaining = fresh > 0 ? "\(Self.duration(elapsed * (total - done) / fresh)) left" : "estimating"
    return "\(bar) \(String(format: "%3.0f", 100 * fraction)) %  \(finished)/\(weights.count) cells"
      + "  \(Self.duration(elapsed)) elapsed, \(remaining)"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
