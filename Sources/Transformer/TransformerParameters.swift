import RandomStreams

/// The parameters θ of a transformer: one flat vector.
public struct TransformerParameters: Sendable, Equatable {
  /// The sizes of the transformer.
  public let shape: TransformerShape

  /// Every parameter: embedding, layers, final norm, head.
  ///
  /// Gradients have the same order.
  public var values: [Real] {
    didSet { precondition(values.count == shape.parameterCount, "one value per parameter") }
  }

  /// Random parameters: norm weights 1, matrices normal with mean 0 and standard deviation 1 / √(inputs).
  ///
  /// The two matrices of a layer that write to the residual stream are divided by √(2 L) besides, so that the
  /// stream's variance at the head does not grow with depth (Radford et al. 2019). A row of the embedding counts
  /// as having `width` inputs: a token's row of the residual stream starts with a norm near 1.
  public init(shape: TransformerShape, stream: RandomStream) {
    let generator = GSLRandomGenerator(stream)
    let layout = ParameterLayout(shape)
    var values = [Real](repeating: 1, count: layout.count)
    for tensor in layout.tensors where !tensor.name.hasSuffix("norm.weight") {
      let writesToStream = tensor.name.hasSuffix("o_proj.weight") || tensor.name.hasSuffix("down_proj.weight")
      let variance = 1 / Double(tensor.columns * (writesToStream ? 2 * shape.layerCount : 1))
      for index in tensor.range {
        values[index] = Real(variance.squareRoot() * generator.standardNormal())
      }
    }
    self.shape = shape
    self.values = values
  }

  /// Given parameters, such as those of a checkpoint.
  ///
  /// - Throws: ``TransformerError/invalidParameters(_:)`` unless there is one value per parameter.
  public init(shape: TransformerShape, values: [Real]) throws {
    guard values.count == shape.parameterCount else {
      throw TransformerError.invalidParameters(
        "\(values.count) parameter values for a shape that has \(shape.parameterCount): "
          + "take the shape with which they were saved")
    }
    self.shape = shape
    self.values = values
  }
}
