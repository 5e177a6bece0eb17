/// Stochastic gradient steps with momentum, upwards.
///
///     u ← μ u + g,  θ ← θ + η u
///
/// The velocity u counts gradients whole, so that under a constant gradient steps grow to 1/(1 − μ) times η g.
public struct MomentumAscent: Optimizer {
  /// μ.
  public let momentum: Float
  private var stepCount = 0
  private var velocity: [Float]

  /// An optimiser of `parameterCount` parameters at rest.
  public init(parameterCount: Int, momentum: Float = 0) {
    self.momentum = momentum
    velocity = Array(repeating: 0, count: parameterCount)
  }

  /// Moves the parameters one step up the gradient.
  ///
  /// - Precondition: both have the optimiser's length.
  public mutating func ascend(_ parameters: inout [Float], gradient: [Float], learningRate: Float) {
    precondition(
      parameters.count == velocity.count && gradient.count == velocity.count, "one gradient per parameter")
    stepCount += 1
    let momentum = momentum
    for index in 0..<parameters.count {
      let next = momentum * velocity[index] + gradient[index]
      velocity[index] = next
      parameters[index] += learningRate * next
    }
  }

  /// The number of steps, and u as `velocity`.
  public var state: OptimizerState { OptimizerState(stepCount: stepCount, vectors: ["velocity": velocity]) }

  /// Goes on from a state of an optimiser with equal settings, bit for bit.
  ///
  /// - Throws: ``TrainingError/foreignState(vector:count:expected:)`` unless `velocity` is there, with one value a
  ///   parameter.
  public mutating func restore(_ state: OptimizerState) throws {
    velocity = try state.vector("velocity", count: velocity.count)
    stepCount = state.stepCount
  }
}
