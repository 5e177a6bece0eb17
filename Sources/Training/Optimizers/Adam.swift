import Foundation

/// The Adam optimiser, ascending; with a weight decay it is AdamW.
///
///     m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← (1 − η λ) θ + η m̂ / (√v̂ + ε)
///
/// with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ); ε stands outside the root. It cancels any overall scale of the
/// gradient, so that the algorithms' weights act only relative to each other. The decay λ is decoupled from the
/// gradient, and not from the step size.
///
/// Source: Kingma and Ba, arXiv 1412.6980; Loshchilov and Hutter, arXiv 1711.05101.
public struct Adam: Optimizer {
  /// β₁.
  public let firstDecay: Float
  /// β₂.
  public let secondDecay: Float
  /// ε.
  public let epsilon: Float
  /// λ.
  public let weightDecay: Float
  private var stepCount = 0
  private var mean: [Float]
  private var square: [Float]

  /// An optimiser of `parameterCount` parameters that has not stepped yet.
  public init(
    parameterCount: Int, firstDecay: Float = 0.9, secondDecay: Float = 0.99, epsilon: Float = 1e-8,
    weightDecay: Float = 0
  ) {
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    mean = Array(repeating: 0, count: parameterCount)
    square = Array(repeating: 0, count: parameterCount)
  }

  /// Moves the parameters one step up the gradient.
  ///
  /// - Precondition: both have the optimiser's length.
  public mutating func ascend(_ parameters: inout [Float], gradient: [Float], learningRate: Float) {
    precondition(parameters.count == mean.count && gradient.count == mean.count, "one gradient per parameter")
    stepCount += 1
    let (b1, b2, epsilon) = (firstDecay, secondDecay, epsilon)
    let step = learningRate / unbiasing(firstDecay)
    let correction = 1 / unbiasing(secondDecay)
    let kept = 1 - learningRate * weightDecay
    let (freshFirst, freshSecond) = (1 - b1, 1 - b2)
    for index in 0..<gradient.count {
      let slope = gradient[index]
      let first = b1 * mean[index] + freshFirst * slope
      let second = b2 * square[index] + freshSecond * slope * slope
      mean[index] = first
      square[index] = second
      parameters[index] =
        kept * parameters[index] + step * first / (vectorSquareRoot(correction * second) + epsilon)
    }
  }

  /// 1 − βᵗ.
  private func unbiasing(_ decay: Float) -> Float { Float(1 - pow(Double(decay), Double(stepCount))) }

  /// The number of steps, m as `mean` and v as `square`.
  public var state: OptimizerState {
    OptimizerState(stepCount: stepCount, vectors: ["mean": mean, "square": square])
  }

  /// Goes on from a state of an optimiser with equal settings, bit for bit.
  ///
  /// - Throws: ``TrainingError/foreignState(vector:count:expected:)`` unless `mean` and `square` are there, with one value
  ///   a parameter.
  public mutating func restore(_ state: OptimizerState) throws {
    let (mean, square) = (
      try state.vector("mean", count: mean.count), try state.vector("square", count: square.count)
    )
    (stepCount, self.mean, self.square) = (state.stepCount, mean, square)
  }
}
