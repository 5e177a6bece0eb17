import GSLNumerics

/// P(Y in a range) and E[Y; Y in the range] of a binomial Y for all half-lines, each summed from its far end so that small
/// tails keep their digits.
struct BinomialSums {
  /// The whole numbers on one side of a bound.
  enum HalfLine {
    /// None.
    case none
    /// All.
    case all
    /// Those below.
    case below(Int)
    /// Those from it on.
    case from(Int)

    /// The y in 0 … m for which offset + slope · y has a sign.
    init(sign: Int128, of offset: Int128, slope: Int128, upTo last: Int) {
      let (offset, slope) = (sign * offset, sign * slope)
      guard slope != 0 else {
        self = offset > 0 ? .all : .none
        return
      }
      // The largest whole number at or below −offset/slope.
      let (quotient, remainder) = (-offset).quotientAndRemainder(dividingBy: slope)
      let floor = remainder != 0 && (remainder < 0) != (slope < 0) ? quotient - 1 : quotient
      if slope > 0 {
        self = floor < 0 ? .all : floor >= Int128(last) ? .none : .from(Int(floor) + 1)
      } else {
        let bound = remainder == 0 ? floor : floor + 1
        self = bound <= 0 ? .none : bound > Int128(last) ? .all : .below(Int(bound))
      }
    }
  }

  private var lower: [(probability: Double, mean: Double)]
  private var upper: [(probability: Double, mean: Double)]

  /// The sums of a distribution.
  init(_ distribution: BinomialDistribution) {
    let probabilities = distribution.probabilities
    let trials = distribution.trials
    lower = Array(repeating: (0, 0), count: trials + 2)
    upper = lower
    for count in 0...trials {
      let probability = probabilities[count]
      lower[count + 1] = (
        lower[count].probability + probability, lower[count].mean + Double(count) * probability
      )
    }
    for count in stride(from: trials, through: 0, by: -1) {
      let probability = probabilities[count]
      upper[count] = (
        upper[count + 1].probability + probability, upper[count + 1].mean + Double(count) * probability
      )
    }
  }

  func sums(over range: HalfLine) -> (probability: Double, mean: Double) {
    switch range {
    case .none: (0, 0)
    case .all: upper[0]
    case .below(let bound): lower[bound]
    case .from(let bound): upper[bound]
    }
  }
}
