/// One value that the gradient G of a token's logit takes in an update.
struct LogitGradient {
  /// G.
  let value: Double
  /// Its sign, decided exactly: rounding of a value that is 0 does not count.
  let sign: Int
  /// How likely it is.
  let probability: Double
}
