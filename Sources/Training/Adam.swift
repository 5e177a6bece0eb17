/// The Adam optimiser, ascending.
///
///     m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ + η m̂ / (√v̂ + ε)
///
/// with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ); ε stands outside the root. It cancels any overall scale of the
/// gradient, so that the algorithms' weights act only relative to each other.
///
/// Source: Kingma and Ba, arXiv 1412.6980.
public struct Adam: Sendable {
  /// η > 0.
  public var learningRate: Float
  /// β₁.
  public let firstDecay: Float
  /// β₂.
  public let secondDecay: Float
  /// ε.
  public let epsilon: Float
  private var firstPower: Float = 1
  private var secondPower: Float = 1
  private var mean: [Float]
  private var square: [Float]

  /// An optimiser of `parameterCount` parameters that has not stepped yet.
  public init(
    parameterCount: Int, learningRate: Float, firstDecay: Float = 0.9, secondDecay: Float = 0.99,
    epsilon: Float = 1e-8
  ) {
    self.learningRate = learningRate
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
    mean = Array(repeating: 0, count: parameterCount)
    square = Array(repeating: 0, count: parameterCount)
  }

  /// Moves the parameters one step up the gradient.
  ///
  /// - Precondition: both have the optimiser's length.
  public mutating func ascend(_ parameters: inout [Float], gradient: [Float]) {
    precondition(parameters.count == mean.count && gradient.count == mean.count, "one gradient per parameter")
    firstPower *= firstDecay
    secondPower *= secondDecay
    for index in parameters.indices {
      let slope = gradient[index]
      mean[index] = firstDecay * mean[index] + (1 - firstDecay) * slope
      square[index] = secondDecay * square[index] + (1 - secondDecay) * slope * slope
      let corrected = (square[index] / (1 - secondPower)).squareRoot()
      parameters[index] += learningRate * mean[index] / (1 - firstPower) / (corrected + epsilon)
    }
  }
}
