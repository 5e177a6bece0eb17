import Foundation

/// How a weight grows towards an end of [0, 1]: |ω| ~ d^(−exponent) at the distance d from the end.
struct WeightGrowth: Sendable {
  /// The exponent; infinite where the weight is infinite before the end.
  let exponent: Double
  /// The weight at the smaller of two distances.
  private let near: Double
  /// That weight times that distance.
  private let product: Double

  /// The growth of a weight, from its values at two small distances from the end, the larger first.
  init(distances: (Double, Double), weight: (Double) throws -> Double) rethrows {
    let far = try weight(distances.0)
    near = try weight(distances.1)
    product = near * distances.1
    if !(far.isFinite && near.isFinite) {
      exponent = .infinity
    } else {
      exponent = far == 0 || near == 0 ? 0 : log(abs(near / far)) / log(distances.0 / distances.1)
    }
  }

  /// Whether ∫ ω converges at the end, which it does for exponents below 1.
  var isIntegrable: Bool { exponent < 0.99 }

  /// The sign of the weight near the end.
  var sign: Double { product < 0 ? -1 : 1 }

  /// The limit of ω at the end: 0, a number, or infinite.
  var endValue: Double {
    if exponent > 0.01 { return .infinity * sign }
    return exponent < -0.01 ? 0 : near
  }

  /// The limit of d ω at the end: 0, a number, or infinite.
  var classWeight: Double {
    if isIntegrable { return 0 }
    return exponent < 1.01 ? product : .infinity * sign
  }
}
