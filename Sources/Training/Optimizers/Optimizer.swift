/// What turns gradients into steps, upwards.
public protocol Optimizer: Sendable {
  /// Moves the parameters one step up the gradient.
  ///
  /// - Precondition: both have the optimiser's length.
  mutating func ascend(_ parameters: inout [Float], gradient: [Float], learningRate: Float)

  /// Everything that the next step depends on besides its arguments.
  var state: OptimizerState { get }

  /// Goes on from a state of an optimiser with equal settings, bit for bit.
  ///
  /// - Throws: ``TrainingError/foreignState(vector:count:expected:)`` unless every vector is there, with one value a
  ///   parameter.
  mutating func restore(_ state: OptimizerState) throws
}
