/// The forward and backward pass of a transformer over a batch, and the score of every sequence in it.
///
/// The score of sequence i is sᵢ = ∇ log π(yᵢ | xᵢ), the gradient of the log-probability of its response in all
/// parameters. One backward pass gives the squared norms of all scores (``squaredScoreNorms()``) and any weighted
/// sum of them (``addGradient(weights:sequences:to:)``): sequences do not meet inside the network, so the pass
/// keeps the output gradients of each layer and leaves weight gradients to whoever knows the weights.
///
/// Call ``forward(_:_:temperature:)``, then ``backward(_:tokenWeights:)`` with the same parameters, then the two. The pass keeps its memory
/// between batches: a few thousand floats per token, and for each layer, head and sequence the attention weights.
/// It belongs to one task at a time; give every task its own. Equal calls give equal bits on one machine.
public final class TransformerPass {
  /// The sizes of the transformer.
  public let shape: TransformerShape

  /// log π(response | prompt) of every sequence in nats; zero where the response is empty.
  public internal(set) var logProbabilities: [Double] = []

  /// The mean entropy in nats of the distributions from which a sequence's response tokens came; zero where the
  /// response is empty.
  public internal(set) var entropies: [Double] = []

  /// log π of every response token in nats.
  ///
  /// Those of the first sequence in order, then those of the second, and so on; prompts have no entries, and tokens that
  /// a mask leaves out have 0.
  public internal(set) var tokenLogProbabilities: [Real] = []

  /// ‖∇ log π(token)‖² in the logits, 1 − 2π(token) + Σπ², of every response token, ordered like
  /// ``tokenLogProbabilities``.
  public internal(set) var squaredTokenLogitScoreNorms: [Real] = []

  let layout: ParameterLayout
  let rotary: RotaryPositions
  let blocks: [TransformerBlock]
  let finalNorm: NormLayer
  let head: LinearLayer
  let linearLayers: [LinearLayer]
  let normLayers: [NormLayer]
  /// The gradients of the log-probabilities in the embedded tokens, [input rows × width].
  let embeddingGradients = FloatBuffer()
  let scratch = FloatBuffer()
  let weightGradient = WeightGradient()
  let scoreNormWorkspace = ScoreNormWorkspace()
  var rows = BatchRows()
  /// The token of every input row.
  var inputTokens: [Int] = []
  /// How far the current batch has come.
  var stage = Stage.empty

  enum Stage { case empty, forward, backward }

  /// A pass for transformers of this shape.
  public init(shape: TransformerShape) {
    let rotary = RotaryPositions(shape)
    let layout = ParameterLayout(shape)
    self.shape = shape
    self.layout = layout
    self.rotary = rotary
    blocks = layout.layers.enumerated().map { index, layer in
      TransformerBlock(
        shape, layout: layer, rotary: rotary, querySet: index == shape.layerCount - 1 ? .response : .input)
    }
    finalNorm = NormLayer(layout.finalNorm, epsilon: shape.rmsNormEpsilon, rowSet: .response)
    head = LinearLayer(layout.head, inputs: shape.width, rowSet: .response)
    linearLayers = blocks.flatMap(\.linearLayers) + [head]
    normLayers = blocks.flatMap(\.normLayers) + [finalNorm]
  }
}
