import Foundation

/// Rows of probabilities from rows of scores.
enum Softmax {
  /// Replaces scores z by exp(scale (z − max z)) and returns the sum of the results.
  @inline(__always)
  @discardableResult
  static func exponentiate(_ row: UnsafeMutablePointer<Float>, _ count: Int, scale: Float) -> Float {
    let maximum = maximum(row, count)
    var sum = Lanes()
    for c in stride(from: 0, to: count, by: 8) {
      let e = ((load(row, c, count, filler: -.infinity) - maximum) * scale).exponential
      store(e, row, c, count)
      sum += e
    }
    return sum.total
  }

  /// Replaces scores z by the probabilities proportional to exp(scale z).
  @inline(__always)
  static func normalize(_ row: UnsafeMutablePointer<Float>, _ count: Int, scale: Float) {
    let inverse = 1 / exponentiate(row, count, scale: scale)
    for c in stride(from: 0, to: count, by: 8) {
      store(load(row, c, count) * inverse, row, c, count)
    }
  }

  /// What a row of logits says about the token that was chosen.
  struct Choice {
    /// log π(token).
    var logProbability: Float
    /// −Σ π log π, in nats.
    var entropy: Float
    /// ‖e(token) − π‖² = 1 − 2 π(token) + Σ π².
    var squaredScoreNorm: Float
  }

  /// Replaces logits z by the gradient e(token) − π of log π(token) in them.
  static func choose(_ token: Int, _ row: UnsafeMutablePointer<Float>, _ count: Int) -> Choice {
    let maximum = maximum(row, count)
    let chosen = row[token] - maximum
    var sum = Lanes()
    var weighted = Lanes()
    for c in stride(from: 0, to: count, by: 8) {
      let z = load(row, c, count, filler: maximum - 100) - maximum
      let e = z.exponential
      store(e, row, c, count)
      sum += e
      weighted += e * z
    }
    let total = sum.total
    let logTotal = Float(log(Double(total)))
    let inverse = -1 / total
    for c in stride(from: 0, to: count, by: 8) {
      store(load(row, c, count) * inverse, row, c, count)
    }
    row[token] += 1
    return Choice(
      logProbability: chosen - logTotal, entropy: logTotal - weighted.total / total,
      squaredScoreNorm: dot(row, row, count))
  }

  @inline(__always)
  private static func maximum(_ row: UnsafePointer<Float>, _ count: Int) -> Float {
    var lanes = Lanes(repeating: -.infinity)
    for c in stride(from: 0, to: count, by: 8) {
      let next = load(row, c, count, filler: -.infinity)
      lanes = lanes.replacing(with: next, where: next .> lanes)
    }
    return lanes.largest
  }
}
