import Foundation

/// Rows of probabilities from rows of scores.
enum Softmax {
  /// Sums over the exponentials e of a row of scores.
  struct Sums {
    /// Σ e.
    var total: Real
    /// Σ e log e.
    var weighted: Real
    /// Σ e².
    var squares: Real

    /// What the row says about a token whose exponential is `value`.
    func choice(of value: Real) -> Choice {
      let logTotal = Real(log(Double(total)))
      return Choice(
        logProbability: Real(log(Double(value))) - logTotal, entropy: logTotal - weighted / total,
        squaredScoreNorm: 1 + (squares / total - 2 * value) / total)
    }
  }

  /// Replaces scores z by exp(scale (z − max z)) and returns sums of the results.
  @inline(__always)
  static func exponentiate(_ row: UnsafeMutablePointer<Real>, _ count: Int, scale: Real) -> Sums {
    let maximum = maximum(row, count)
    var (sum, weighted, squares) = (Lanes(), Lanes(), Lanes())
    for c in stride(from: 0, to: count, by: 8) {
      let z = (load(row, c, count, filler: -.greatestFiniteMagnitude) - maximum) * scale
      let e = z.exponential
      store(e, row, c, count)
      sum += e
      weighted += e * z.replacing(with: -100, where: z .< -100)
      squares += e * e
    }
    return Sums(total: sum.total, weighted: weighted.total, squares: squares.total)
  }

  /// Replaces scores z by the probabilities proportional to exp(scale z).
  @inline(__always)
  static func normalize(_ row: UnsafeMutablePointer<Real>, _ count: Int, scale: Real) {
    let maximum = maximum(row, count)
    var sum = Lanes()
    for c in stride(from: 0, to: count, by: 8) {
      let e = ((load(row, c, count, filler: -.infinity) - maximum) * scale).exponential
      store(e, row, c, count)
      sum += e
    }
    let inverse = 1 / sum.total
    for c in stride(from: 0, to: count, by: 8) {
      store(load(row, c, count) * inverse, row, c, count)
    }
  }

  /// What a row of logits says about the token that was chosen.
  struct Choice {
    /// log π(token).
    var logProbability: Real
    /// −Σ π log π, in nats.
    var entropy: Real
    /// ‖e(token) − π‖² = 1 − 2 π(token) + Σ π².
    var squaredScoreNorm: Real
  }

  /// Replaces logits z by the gradient c (e(token) − π) of log π(token) in them, where π = softmax(c z).
  static func choose(
    _ token: Int, _ row: UnsafeMutablePointer<Real>, _ count: Int, scale: Real
  ) -> Choice {
    let maximum = maximum(row, count)
    let chosen = (row[token] - maximum) * scale
    var sum = Lanes()
    var weighted = Lanes()
    for c in stride(from: 0, to: count, by: 8) {
      let z = (load(row, c, count, filler: -.greatestFiniteMagnitude) - maximum) * scale
      let e = z.exponential
      store(e, row, c, count)
      sum += e
      weighted += e * z.replacing(with: -100, where: z .< -100)
    }
    let total = sum.total
    let logTotal = Real(log(Double(total)))
    let inverse = -scale / total
    for c in stride(from: 0, to: count, by: 8) {
      store(load(row, c, count) * inverse, row, c, count)
    }
    row[token] += scale
    return Choice(
      logProbability: chosen - logTotal, entropy: logTotal - weighted.total / total,
      squaredScoreNorm: dot(row, row, count) / (scale * scale))
  }

  @inline(__always)
  private static func maximum(_ row: UnsafePointer<Real>, _ count: Int) -> Real {
    var lanes = Lanes(repeating: -.infinity)
    for c in stride(from: 0, to: count, by: 8) {
      let next = load(row, c, count, filler: -.infinity)
      lanes = lanes.replacing(with: next, where: next .> lanes)
    }
    return lanes.largest
  }
}
