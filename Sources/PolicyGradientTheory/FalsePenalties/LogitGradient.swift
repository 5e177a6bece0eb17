/// One value that the gradient G of a token's logit takes in an update.
struct LogitGradient {
  /// G, exactly 0 where the advantages cancel.
  let value: Double
  /// How likely it is.
  let probability: Double
}
