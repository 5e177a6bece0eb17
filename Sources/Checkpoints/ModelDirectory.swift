import Foundation
import Transformer

/// A folder with a model in the form of Hugging Face: what `from_pretrained` of transformers reads and writes.
///
///     config.json             sizes and kind of the model
///     model.safetensors       the parameters, each under its name in the class LlamaForCausalLM
///     generation_config.json  the token that ends a response
///     tokenizer.json          the vocabulary
///     tokenizer_config.json   the class that opens it
///
/// Rotary positions turn the same pairs of channels in both, (c, c + headWidth / 2), so that parameters are copied as they
/// are.
public struct ModelDirectory: Sendable {
  /// The folder.
  public let url: URL

  /// A model in a folder that need not exist yet.
  public init(_ url: URL) {
    self.url = url
  }

  private enum File {
    static let configuration = "config.json"
    static let parameters = "model.safetensors"
    static let generation = "generation_config.json"
    static let tokenizer = "tokenizer.json"
    static let tokenizerConfiguration = "tokenizer_config.json"
  }

  /// Sizes and end token.
  ///
  /// - Throws: ``CheckpointError`` where config.json is missing, damaged or describes another kind of model.
  public func configuration() throws -> LlamaConfiguration {
    try LlamaConfiguration(json: readFile(url.appendingPathComponent(File.configuration)))
  }

  /// The parameters, those in half or double precision rounded to floats.
  ///
  /// - Throws: ``CheckpointError`` as ``configuration()``, or where model.safetensors does not hold what config.json
  ///   describes, or a number in it is not finite.
  public func parameters() throws -> TransformerParameters {
    let configuration = try configuration()
    let shape = configuration.shape
    let file = try SafetensorsFile(contentsOf: url.appendingPathComponent(File.parameters))
    let tied = configuration.tiesEmbeddings ? shape.vocabularySize * shape.width : 0
    let present = file.tensors.values.reduce(0) { $0 + $1.values.count }
    guard present >= shape.parameterCount - tied else {
      throw CheckpointError.invalid(
        "\(File.parameters) holds \(present) numbers; \(File.configuration) describes a model of"
          + " \(shape.parameterCount - tied)")
    }
    var values: [Float] = []
    values.reserveCapacity(shape.parameterCount)
    for tensor in ParameterLayout(shape).tensors {
      let name =
        configuration.tiesEmbeddings && tensor.name == "lm_head.weight"
        ? "model.embed_tokens.weight" : tensor.name
      values += try file.finiteTensor(name, shape: tensor.savedShape, file: File.parameters)
    }
    return try TransformerParameters(shape: shape, values: values)
  }

  /// The vocabulary.
  ///
  /// - Throws: ``CheckpointError`` where tokenizer.json is missing, damaged, of another kind than ``WordTokenizer``, or
  ///   does not fit config.json. ``parameters()`` does not need it.
  public func tokenizer() throws -> WordTokenizer {
    let tokenizer = try WordTokenizer(json: readFile(url.appendingPathComponent(File.tokenizer)))
    let size = try configuration().shape.vocabularySize
    guard tokenizer.vocabulary.count == size else {
      throw CheckpointError.invalid(
        "\(File.tokenizer) has \(tokenizer.vocabulary.count) words; \(File.configuration) says vocab_size \(size)"
      )
    }
    return tokenizer
  }

  /// Writes all files, each whole or not at all.
  ///
  /// - Throws: ``CheckpointError/invalid(_:)`` where the vocabulary does not fit the parameters,
  ///   ``CheckpointError/inputOutput(_:)`` where the folder cannot be written.
  public func save(_ parameters: TransformerParameters, tokenizer: WordTokenizer) throws {
    let shape = parameters.shape
    guard tokenizer.vocabulary.count == shape.vocabularySize else {
      throw CheckpointError.invalid(
        "the vocabulary has \(tokenizer.vocabulary.count) words; the model has \(shape.vocabularySize)")
    }
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw CheckpointError.inputOutput("cannot create \(url.relativePath): \(AtomicFile.reason(error))")
    }
    let configuration = try LlamaConfiguration(shape: shape, endToken: tokenizer.endToken)
    let files = [
      File.configuration: try configuration.json(),
      File.parameters: try parameters.safetensors.bytes(),
      File.generation: try prettyJSON(["eos_token_id": tokenizer.endToken]),
      File.tokenizer: try tokenizer.json(),
      File.tokenizerConfiguration: try tokenizer.configurationJSON(contextLength: shape.contextLength),
    ]
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      try AtomicFile.write(bytes, to: url.appendingPathComponent(name))
    }
  }
}

extension TransformerParameters {
  /// The parameters as named tensors, marked for readers of the PyTorch layout.
  fileprivate var safetensors: SafetensorsFile {
    let tensors = ParameterLayout(shape).tensors.map { tensor in
      (tensor.name, Tensor(shape: tensor.savedShape, values: Array(values[tensor.range])))
    }
    return SafetensorsFile(
      tensors: Dictionary(uniqueKeysWithValues: tensors), metadata: ["format": "pt"])
  }
}

extension ParameterLayout.Tensor {
  /// The shape in a file: norms are vectors there.
  fileprivate var savedShape: [Int] { name.hasSuffix("norm.weight") ? [columns] : [rows, columns] }
}
