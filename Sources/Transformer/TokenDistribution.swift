import RandomStreams

/// A row of logits, from which tokens are drawn by a rule.
struct TokenDistribution {
  /// Values proportional to the probabilities, or the logits themselves where the likeliest token is taken.
  private let values: UnsafeMutablePointer<Real>
  private let count: Int
  private let sums: Softmax.Sums
  /// Tokens below this value are left out.
  private let least: Real
  /// The sum of the values that are not left out.
  private let total: Double
  /// The likeliest token, where it is taken without a draw.
  private let likeliest: Int?

  /// Replaces the logits by exponentials.
  @inline(__always)
  init(_ logits: UnsafeMutablePointer<Real>, count: Int, rule: SamplingRule) {
    values = logits
    self.count = count
    likeliest =
      rule.temperature == 0 ? (1..<count).reduce(0) { logits[$1] > logits[$0] ? $1 : $0 } : nil
    let scale = rule.temperature == 0 ? 1 : Real(min(1 / rule.temperature, 1e30))
    sums = Softmax.exponentiate(logits, count, scale: scale)
    least = rule.topP < 1 ? Nucleus.leastValue(logits, count, topP: rule.topP) : 0
    var total = 0.0
    for token in 0..<count where logits[token] >= least { total += Double(logits[token]) }
    self.total = total
  }

  /// The token at which a uniform number falls; the likeliest, without a number, at temperature 0.
  @inline(__always)
  func draw(from stream: inout RandomStream) -> Int {
    if let likeliest { return likeliest }
    var remaining = stream.uniform() * total
    var chosen = 0
    for token in 0..<count where values[token] >= least {
      chosen = token
      remaining -= Double(values[token])
      if remaining < 0 { break }
    }
    return chosen
  }

  /// What the distribution says of a token, before anything is left out.
  @inline(__always)
  func choice(of token: Int) -> Softmax.Choice { sums.choice(of: values[token]) }
}
