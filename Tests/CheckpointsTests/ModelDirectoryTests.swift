import Checkpoints
import Foundation
import Testing
import Transformer

@Suite("Models in folders")
struct ModelDirectoryTests {
  struct Recorded: Decodable {
    let tokens: [Int]
    let logits: [[Double]]
  }

  @Test("A model that transformers saved gives the logits that transformers computes")
  func readsTransformers() throws {
    let folder = try TinyModel.fixture()
    let parameters = try ModelDirectory(folder).parameters()
    #expect(parameters.shape.ropeTheta == 500_000 && parameters.shape.rmsNormEpsilon == 1e-6)
    let recorded = try JSONDecoder().decode(
      [Recorded].self, from: Data(contentsOf: folder.appendingPathComponent("logits.json")))
    for sequence in recorded {
      let logits = try TinyModel.logits(parameters, sequence.tokens)
      #expect(logits.count == sequence.tokens.count - 1)
      let error = TinyModel.relativeError(logits, sequence.logits)
      // Measured: 7.6e-7, some ten roundings of a float; a wrong pairing of channels changes the first digits.
      #expect(error < 8e-6, "relative error \(error)")
    }
  }

  @Test("What is saved is loaded to the same bits, and saved again to the same bytes")
  func roundTrip() throws {
    try TinyModel.withFolder { folder in
      let (parameters, tokenizer) = (try TinyModel.parameters(), try TinyModel.tokenizer())
      let directory = ModelDirectory(folder.appendingPathComponent("a/b"))
      try directory.save(parameters, tokenizer: tokenizer)
      let (loaded, words) = (try directory.parameters(), try directory.tokenizer())
      #expect(loaded == parameters)
      #expect(words == tokenizer)
      let copy = ModelDirectory(folder.appendingPathComponent("c"))
      try copy.save(loaded, tokenizer: words)
      let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path).sorted()
      #expect(
        names == [
          "config.json", "generation_config.json", "model.safetensors", "tokenizer.json",
          "tokenizer_config.json",
        ])
      for name in names {
        let bytes = try [directory, copy].map { try Data(contentsOf: $0.url.appendingPathComponent(name)) }
        #expect(bytes[0] == bytes[1])
      }
    }
  }

  @Test("Tied weights are read as a copy")
  func tied() throws {
    try TinyModel.withFolder { folder in
      let directory = ModelDirectory(folder)
      try directory.save(TinyModel.parameters(), tokenizer: TinyModel.tokenizer())
      try Self.edit(
        folder.appendingPathComponent("config.json"), "embeddings\" : false", "embeddings\" : true")
      let place = folder.appendingPathComponent("model.safetensors")
      var file = try SafetensorsFile(contentsOf: place)
      file.tensors["lm_head.weight"] = nil
      try file.write(to: place)
      let parameters = try directory.parameters()
      #expect(parameters.values.suffix(7 * 12) == parameters.values.prefix(7 * 12))
    }
  }

  static func edit(_ file: URL, _ text: String, _ replacement: String) throws {
    let old = try String(contentsOf: file, encoding: .utf8)
    let new = old.replacingOccurrences(of: text, with: replacement)
    try #require(new != old)
    try Data(new.utf8).write(to: file)
  }

  @Test("Files that do not fit each other are refused on one line")
  func misfits() throws {
    try TinyModel.withFolder { folder in
      let directory = ModelDirectory(folder)
      let configuration = folder.appendingPathComponent("config.json")
      #expect(
        TinyModel.refusal { try directory.parameters() } == "there is no file \(configuration.relativePath)")
      try directory.save(TinyModel.parameters(), tokenizer: TinyModel.tokenizer())
      try Self.edit(configuration, "\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 262144")
      #expect(
        TinyModel.refusal { try directory.parameters() }
          == "model.safetensors holds 2028 numbers; config.json describes a model of 242221236")
      try Self.edit(configuration, "\"num_hidden_layers\" : 262144", "\"num_hidden_layers\" : 1")
      try Self.edit(configuration, "\"intermediate_size\" : 9", "\"intermediate_size\" : 10")
      #expect(
        TinyModel.refusal { try directory.parameters() }
          == "model.safetensors: tensor 'model.layers.0.mlp.gate_proj.weight' has shape [9, 12]; it must be [10, 12]"
      )
      try Self.edit(configuration, "\"vocab_size\" : 7", "\"vocab_size\" : 8")
      #expect(
        TinyModel.refusal { try directory.tokenizer() }
          == "tokenizer.json has 7 words; config.json says vocab_size 8")
      let short = try WordTokenizer(vocabulary: ["a"], endToken: 0)
      #expect(
        TinyModel.refusal { try directory.save(TinyModel.parameters(), tokenizer: short) }
          == "the vocabulary has 1 words; the model has 7")
    }
  }

  struct Answer: Decodable {
    let logits: [[[Double]]]
    let tokens: [Int]
    let end: Int
  }

  /// Runs where python3 has torch and transformers.
  @Test("transformers opens what is saved, and computes the same logits")
  func opensInTransformers() throws {
    guard AtomicFileTests.run("python3", "-c", "import torch, transformers") else { return }
    try TinyModel.withFolder { folder in
      let parameters = try TinyModel.parameters()
      try ModelDirectory(folder).save(parameters, tokenizer: TinyModel.tokenizer())
      let sequence = [3, 1, 4, 1, 5, 0, 2, 6, 5, 3]
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("open_in_transformers.py")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", script.path, folder.path, "[\(sequence)]", "1 = é \"b\" <end>"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let answer = try JSONDecoder().decode(Answer.self, from: data)
      let error = TinyModel.relativeError(
        try TinyModel.logits(parameters, sequence), try #require(answer.logits.first))
      // Measured: 3.0e-7.
      #expect(error < 8e-6, "relative error \(error)")
      #expect(answer.tokens == [1, 3, 4, 6, 5])
      #expect(answer.end == 5)
    }
  }
}
