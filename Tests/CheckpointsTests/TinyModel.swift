import Checkpoints
import Foundation
import RandomStreams
import Transformer

/// A model and folders for the tests of this module.
enum TinyModel {
  static let path = StreamPath(seed: 41)["checkpoints"]

  static func parameters() throws -> TransformerParameters {
    let shape = try TransformerShape(
      vocabularySize: 7, width: 12, layerCount: 2, headCount: 2, feedForwardWidth: 9, contextLength: 16,
      ropeTheta: 12_345, rmsNormEpsilon: 1e-4)
    var parameters = TransformerParameters(shape: shape, stream: path["parameters"].stream())
    var stream = path["norms"].stream()
    for index in parameters.values.indices where parameters.values[index] == 1 {
      parameters.values[index] = Float(0.5 + stream.uniform())
    }
    return parameters
  }

  static func tokenizer() throws -> WordTokenizer {
    try WordTokenizer(vocabulary: ["0", "1", "2", "=", "é", "<end>", "\"b\""], endToken: 5)
  }

  /// Calls `body` with a fresh folder that is removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("counterweight-checkpoints-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  static func fixture() throws -> URL {
    let resources = Bundle.module.resourceURL ?? URL(fileURLWithPath: ".")
    return resources.appendingPathComponent("Fixtures/tiny-llama")
  }

  /// The message of a refusal; nil where nothing is refused.
  static func refusal(_ body: () throws -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The largest difference of two tables relative to the largest entry of the second.
  static func relativeError(_ rows: [[Float]], _ reference: [[Double]]) -> Double {
    var (error, largest) = (0.0, 0.0)
    for (row, other) in zip(rows, reference) {
      for (value, exact) in zip(row, other) {
        error = max(error, abs(Double(value) - exact))
        largest = max(largest, abs(exact))
      }
    }
    return error / largest
  }

  /// The logits behind every token of a sequence but the last.
  static func logits(_ parameters: TransformerParameters, _ tokens: [Int]) throws -> [[Float]] {
    let pass = TransformerPass(shape: parameters.shape)
    try pass.forward(parameters, TokenBatch([TokenSequence(tokens: tokens, promptLength: 1)]))
    return pass.logits(parameters)
  }
}
