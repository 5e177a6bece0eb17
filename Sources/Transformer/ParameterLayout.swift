/// Where each tensor of a transformer lies in the flat vector of its parameters.
///
/// In order: embedding [V × d]; for every layer the attention norm [d], query, key and value [3d × d], attention
/// output [d × d], feed-forward norm [d], gate and up [2f × d], down [d × f]; final norm [d]; head [V × d]. A
/// matrix is stored by rows, one row for each of its outputs. Layers that share an input lie next to each other,
/// so that one product serves them.
package struct ParameterLayout: Sendable {
  /// The ranges of one layer's tensors.
  package struct Layer: Sendable {
    package let attentionNorm: Range<Int>
    package let queryKeyValue: Range<Int>
    package let attentionOutput: Range<Int>
    package let feedForwardNorm: Range<Int>
    package let gateUp: Range<Int>
    package let down: Range<Int>
  }

  /// A tensor by the name it has in the Hugging Face form of Llama; a norm has one row.
  package struct Tensor: Sendable {
    package let name: String
    package let rows: Int
    package let columns: Int
    package let range: Range<Int>
  }

  package let embedding: Range<Int>
  package let layers: [Layer]
  package let finalNorm: Range<Int>
  package let head: Range<Int>
  private let shape: TransformerShape

  package init(_ shape: TransformerShape) {
    var end = 0
    func next(_ count: Int) -> Range<Int> {
      defer { end += count }
      return end..<(end + count)
    }
    let (d, f) = (shape.width, shape.feedForwardWidth)
    embedding = next(shape.vocabularySize * d)
    layers = (0..<shape.layerCount).map { _ in
      Layer(
        attentionNorm: next(d), queryKeyValue: next(3 * d * d), attentionOutput: next(d * d),
        feedForwardNorm: next(d), gateUp: next(2 * f * d), down: next(d * f))
    }
    finalNorm = next(d)
    head = next(shape.vocabularySize * d)
    self.shape = shape
  }

  /// The number of parameters.
  package var count: Int { head.upperBound }

  /// Every tensor, in order; together they cover the vector.
  package var tensors: [Tensor] {
    let (d, f) = (shape.width, shape.feedForwardWidth)
    var tensors: [Tensor] = []
    func append(_ name: String, _ rows: Int, _ columns: Int) {
      let start = tensors.last?.range.upperBound ?? 0
      tensors.append(
        Tensor(name: name, rows: rows, columns: columns, range: start..<(start + rows * columns)))
    }
    append("model.embed_tokens.weight", shape.vocabularySize, d)
    for layer in layers.indices {
      let prefix = "model.layers.\(layer)."
      append(prefix + "input_layernorm.weight", 1, d)
      for projection in ["q_proj", "k_proj", "v_proj", "o_proj"] {
        append(prefix + "self_attn.\(projection).weight", d, d)
      }
      append(prefix + "post_attention_layernorm.weight", 1, d)
      append(prefix + "mlp.gate_proj.weight", f, d)
      append(prefix + "mlp.up_proj.weight", f, d)
      append(prefix + "mlp.down_proj.weight", d, f)
    }
    append("model.norm.weight", 1, d)
    append("lm_head.weight", shape.vocabularySize, d)
    return tensors
  }
}
