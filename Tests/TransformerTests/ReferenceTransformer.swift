import Foundation
import Transformer

/// The transformer again, forward only, in double precision and as plainly as it can be written: tensors by name,
/// rows as arrays, one position after the other.
struct ReferenceTransformer {
  let shape: TransformerShape
  var tensors: [String: [[Double]]] = [:]

  init(_ parameters: TransformerParameters) {
    shape = parameters.shape
    for tensor in ParameterLayout(shape).tensors {
      tensors[tensor.name] = (0..<tensor.rows).map { row in
        (0..<tensor.columns).map { column in
          Double(parameters.values[tensor.range.lowerBound + row * tensor.columns + column])
        }
      }
    }
  }

  private func matrix(_ name: String) -> [[Double]] { tensors[name + ".weight"] ?? [] }

  private func apply(_ name: String, _ x: [Double]) -> [Double] {
    matrix(name).map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private func norm(_ name: String, _ x: [Double]) -> [Double] {
    let meanSquare = x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
    let root = (meanSquare + Double(shape.rmsNormEpsilon)).squareRoot()
    return zip(x, matrix(name)[0]).map { $0 / root * $1 }
  }

  private func turned(_ vector: [Double], position: Int) -> [Double] {
    let half = shape.headWidth / 2
    var result = vector
    for head in 0..<shape.headCount {
      for c in 0..<half {
        let first = head * shape.headWidth + c
        let angle = Double(position) / pow(shape.ropeTheta, Double(2 * c) / Double(2 * half))
        let (a, b) = (vector[first], vector[first + half])
        result[first] = a * cos(angle) - b * sin(angle)
        result[first + half] = b * cos(angle) + a * sin(angle)
      }
    }
    return result
  }

  /// The logits after every token.
  func logits(_ tokens: [Int]) -> [[Double]] {
    var stream = tokens.map { matrix("model.embed_tokens")[$0] }
    for layer in 0..<shape.layerCount {
      let prefix = "model.layers.\(layer)."
      let normed = stream.map { norm(prefix + "input_layernorm", $0) }
      func project(_ name: String) -> [[Double]] { normed.map { apply(prefix + "self_attn.\(name)", $0) } }
      let queries = project("q_proj").enumerated().map { turned($1, position: $0) }
      let keys = project("k_proj").enumerated().map { turned($1, position: $0) }
      let values = project("v_proj")
      for position in tokens.indices {
        var attended: [Double] = []
        for head in 0..<shape.headCount {
          let channels = (head * shape.headWidth)..<((head + 1) * shape.headWidth)
          let scores = (0...position).map { past in
            channels.reduce(0) { $0 + queries[position][$1] * keys[past][$1] }
              / Double(shape.headWidth).squareRoot()
          }
          let weights = ReferenceTransformer.softmax(scores)
          attended += channels.map { c in (0...position).reduce(0) { $0 + weights[$1] * values[$1][c] } }
        }
        let change = apply(prefix + "self_attn.o_proj", attended)
        stream[position] = zip(stream[position], change).map(+)
        let middle = norm(prefix + "post_attention_layernorm", stream[position])
        let gate = apply(prefix + "mlp.gate_proj", middle)
        let hidden = zip(gate, apply(prefix + "mlp.up_proj", middle)).map { $0 / (1 + exp(-$0)) * $1 }
        stream[position] = zip(stream[position], apply(prefix + "mlp.down_proj", hidden)).map(+)
      }
    }
    return stream.map { apply("lm_head", norm("model.norm", $0)) }
  }

  /// The probabilities of the token after `tokens`.
  func nextProbabilities(_ tokens: [Int], temperature: Double = 1) -> [Double] {
    ReferenceTransformer.softmax((logits(tokens).last ?? []).map { $0 / temperature })
  }

  /// log π of every response token.
  func tokenLogProbabilities(_ sequence: TokenSequence) -> [Double] {
    let logits = logits(sequence.tokens)
    return (sequence.promptLength..<sequence.tokens.count).map { position in
      log(ReferenceTransformer.softmax(logits[position - 1])[sequence.tokens[position]])
    }
  }

  /// log π of the response.
  func logProbability(_ sequence: TokenSequence) -> Double {
    tokenLogProbabilities(sequence).reduce(0, +)
  }

  static func softmax(_ scores: [Double]) -> [Double] {
    let maximum = scores.max() ?? 0
    let exponentials = scores.map { exp($0 - maximum) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }
}
