import Foundation

/// length^α as the weight of a rollout.
///
/// An empty response weighs nothing unless α = 0, where every rollout weighs 1: a negative power of an empty
/// length is not infinite.
///
/// - Parameters:
///   - length: the number of response tokens, ≥ 0.
///   - exponent: α of result 1.6.
public func weightOfLength(_ length: Int, exponent: Double) -> Double {
  if exponent == 0 { return 1 }
  if length == 0 { return 0 }
  return exponent == 1 ? Double(length) : pow(Double(length), exponent)
}
