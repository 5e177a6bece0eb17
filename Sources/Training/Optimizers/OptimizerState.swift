/// What an optimiser remembers: so many steps, and vectors with one value a parameter.
public struct OptimizerState: Hashable, Sendable {
  /// The number of steps so far.
  public var stepCount: Int
  /// The vectors by name.
  public var vectors: [String: [Float]]

  /// A state.
  public init(stepCount: Int, vectors: [String: [Float]]) {
    self.stepCount = stepCount
    self.vectors = vectors
  }

  /// The vector of a name.
  ///
  /// - Throws: ``TrainingError/foreignState(vector:count:expected:)`` unless it is there with `count` values.
  func vector(_ name: String, count: Int) throws -> [Float] {
    guard let vector = vectors[name], vector.count == count else {
      throw TrainingError.foreignState(vector: name, count: vectors[name]?.count, expected: count)
    }
    return vector
  }
}
