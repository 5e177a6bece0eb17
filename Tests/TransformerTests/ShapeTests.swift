import Foundation
import RandomStreams
import Testing
import Transformer

@Suite("Shape and parameters")
struct ShapeTests {
  @Test("A shape survives JSON, and a false one is refused there too")
  func codable() throws {
    let shape = try TinyTransformer.shape()
    let data = try JSONEncoder().encode(shape)
    #expect(try JSONDecoder().decode(TransformerShape.self, from: data) == shape)
    let text = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: "\"headCount\":2", with: "\"headCount\":3")
    #expect(throws: TransformerError.self) {
      try JSONDecoder().decode(TransformerShape.self, from: Data(text.utf8))
    }
  }

  @Test("The named tensors cover the parameters, and agree with the fused matrices")
  func layout() throws {
    let layout = ParameterLayout(try TinyTransformer.shape())
    var end = 0
    for tensor in layout.tensors {
      #expect(tensor.range.lowerBound == end)
      end = tensor.range.upperBound
    }
    #expect(end == layout.count)
    #expect(end == (try TinyTransformer.shape()).parameterCount)
    func range(_ name: String) throws -> Range<Int> {
      try #require(layout.tensors.first { $0.name == "model.layers.1." + name + ".weight" }).range
    }
    let layer = layout.layers[1]
    #expect(try range("self_attn.q_proj").lowerBound == layer.queryKeyValue.lowerBound)
    #expect(try range("self_attn.v_proj").upperBound == layer.queryKeyValue.upperBound)
    #expect(try range("mlp.gate_proj").lowerBound == layer.gateUp.lowerBound)
    #expect(try range("mlp.up_proj").upperBound == layer.gateUp.upperBound)
    #expect(try range("mlp.down_proj") == layer.down)
  }

  @Test("Initial matrices have their standard deviations, and initial norms are 1")
  func initialValues() throws {
    let shape = try TransformerShape(
      vocabularySize: 32, width: 32, layerCount: 2, headCount: 2, feedForwardWidth: 64, contextLength: 4)
    let parameters = TransformerParameters(shape: shape, stream: StreamPath(seed: 5).stream())
    for tensor in ParameterLayout(shape).tensors {
      let values = parameters.values[tensor.range]
      if tensor.rows == 1 {
        #expect(values.allSatisfy { $0 == 1 })
        continue
      }
      let writes = tensor.name.contains("o_proj") || tensor.name.contains("down_proj")
      let expected = 1 / Double(tensor.columns * (writes ? 4 : 1))
      let variance = values.reduce(0) { $0 + Double($1) * Double($1) } / Double(values.count)
      // The variance of n normal numbers has relative standard deviation √(2 / n); 16 tensors, fixed seed.
      #expect(abs(variance / expected - 1) < 4 * (2 / Double(values.count)).squareRoot(), "\(tensor.name)")
    }
  }
}
