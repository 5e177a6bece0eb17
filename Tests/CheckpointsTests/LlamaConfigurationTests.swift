import Checkpoints
import Foundation
import Testing
import Transformer

@Suite("Configurations of models")
struct LlamaConfigurationTests {
  static let sizes: [String: any Sendable] = [
    "model_type": "llama", "vocab_size": 9, "hidden_size": 12, "intermediate_size": 10,
    "num_hidden_layers": 1,
    "num_attention_heads": 3, "max_position_embeddings": 20,
  ]

  static func read(_ changes: [String: any Sendable]) throws -> LlamaConfiguration {
    let fields = sizes.merging(changes) { $1 }
    return try LlamaConfiguration(json: JSONSerialization.data(withJSONObject: fields))
  }

  @Test("Missing fields have the defaults of the class")
  func defaults() throws {
    let configuration = try Self.read([:])
    let shape = configuration.shape
    #expect(
      (shape.vocabularySize, shape.width, shape.layerCount) == (9, 12, 1)
        && (shape.headCount, shape.feedForwardWidth, shape.contextLength) == (3, 10, 20))
    #expect(shape.ropeTheta == 10_000 && shape.rmsNormEpsilon == 1e-6)
    #expect(configuration.endToken == nil && !configuration.tiesEmbeddings)
  }

  @Test("Old and new ways to write the same model")
  func forms() throws {
    let old = try Self.read([
      "rope_theta": 7.5, "eos_token_id": [4], "head_dim": 4, "hidden_act": "silu",
      "num_key_value_heads": 3, "attention_bias": false, "mlp_bias": false, "rms_norm_eps": 1e-3,
    ])
    let new = try Self.read([
      "rope_parameters": ["rope_theta": 7.5, "rope_type": "default"] as [String: any Sendable],
      "eos_token_id": 4, "rms_norm_eps": 1e-3,
    ])
    #expect(old == new && new.shape.ropeTheta == 7.5 && new.endToken == 4)
  }

  @Test("What is written is read again")
  func roundTrip() throws {
    let configuration = try LlamaConfiguration(shape: TinyModel.parameters().shape, endToken: 5)
    let again = try LlamaConfiguration(json: configuration.json())
    #expect(again == configuration)
  }

  @Test(
    "Other models are refused on one line",
    arguments: [
      ("\"model_type\":\"qwen2\"", "model_type is 'qwen2'; it must be 'llama'"),
      (
        "\"architectures\":[\"LlamaModel\"]", "architectures is 'LlamaModel'; it must be 'LlamaForCausalLM'"
      ),
      ("\"hidden_act\":\"gelu\"", "hidden_act is 'gelu'; it must be 'silu'"),
      ("\"attention_bias\":true", "attention_bias is true; it must be false: layers have no bias"),
      ("\"mlp_bias\":true", "mlp_bias is true; it must be false: layers have no bias"),
      (
        "\"num_key_value_heads\":1",
        "num_key_value_heads is 1; it must be num_attention_heads = 3: keys and values are not shared by heads"
      ),
      ("\"head_dim\":8", "head_dim is 8; it must be hidden_size / num_attention_heads = 12 / 3"),
      (
        "\"rope_scaling\":{\"type\":\"linear\",\"factor\":2}",
        "rope_scaling.rope_type is 'linear'; it must be 'default': rotary positions are not scaled"
      ),
      (
        "\"rope_parameters\":{\"rope_type\":\"llama3\",\"factor\":8}",
        "rope_parameters.rope_type is 'llama3'; it must be 'default': rotary positions are not scaled"
      ),
      ("\"eos_token_id\":9", "eos_token_id is 9; it must be in 0 ..< vocab_size = 9"),
      ("\"eos_token_id\":[1,2]", "eos_token_id must be one token: 2 are given"),
      ("\"hidden_size\":1e30", "hidden_size must be a whole number that fits into 64 bits"),
      ("\"hidden_size\":\"12\"", "hidden_size must be a whole number"),
      ("\"hidden_size\":null", "hidden_size must be a whole number"),
      (
        "\"num_hidden_layers\":0",
        "layerCount is 0, outside 1 ... 262144: choose a number in that range"
      ),
      (
        "\"head_dim\":9223372036854775807",
        "head_dim is 9223372036854775807; it must be hidden_size / num_attention_heads = 12 / 3"
      ),
    ])
  func refuses(field: String, line: String) throws {
    // Written by hand, because a decoder takes the last of two equal keys or the first.
    let key = field.dropFirst().prefix { $0 != "\"" }
    let rest = Self.sizes.filter { $0.key != key }
    var text = String(decoding: try JSONSerialization.data(withJSONObject: rest), as: UTF8.self)
    text.removeLast()
    text += ",\(field)}"
    let refusal = TinyModel.refusal { try LlamaConfiguration(json: Data(text.utf8)) }
    #expect(refusal == "config.json: \(line)")
  }

  @Test("Missing sizes and damaged texts are refused")
  func damaged() {
    #expect(
      TinyModel.refusal { try LlamaConfiguration(json: Data("{}".utf8)) }
        == "config.json: vocab_size is missing")
    #expect(
      TinyModel.refusal { try LlamaConfiguration(json: Data("{".utf8)) }
        == "config.json: it is not valid JSON, or a number in it does not fit")
    #expect(
      TinyModel.refusal { try LlamaConfiguration(json: Data("[]".utf8)) }
        == "config.json: it must be an object")
  }
}
