extension Learner {
  /// How many derivatives, if there are any, and how many parameters are not finite.
  func diagnosis(of gradient: [Float]) -> String {
    let values = parameters.values
    let (lostDerivatives, lost) = (gradient.count { !$0.isFinite }, values.count { !$0.isFinite })
    let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, abs($1)) : $0 }
    let derivatives = gradient.isEmpty ? "" : "\(lostDerivatives) of \(gradient.count) derivatives and "
    return derivatives + "\(lost) of \(values.count) parameters are not finite,"
      + " the largest finite parameter is \(largest)"
  }

  /// Ends warm-up where a number of it is not finite.
  func requireFiniteInWarmUp(_ value: Double, _ quantity: String, gradient: [Float] = []) throws {
    guard !value.isFinite else { return }
    throw TrainingError.warmUpDiverged(quantity: quantity, value: value, diagnosis: diagnosis(of: gradient))
  }
}
