import Checkpoints
import Foundation
import RunFiles
import Training
import Transformer

/// A checkpoint of a run: a folder with the model in the form of Hugging Face, what the trainer needs to go on, and a list
/// of all files with a digest of each.
///
///     trainer.safetensors   vectors of the optimiser and of the reference policy; the record as a note
///     contents.json         the update, and the digest of every other file
struct TrainingCheckpoint {
  /// The list of files.
  private struct Contents: Codable {
    let update: Int
    let digests: [String: String]
  }

  private static let stateFile = "trainer.safetensors"
  private static let contentsFile = "contents.json"
  private static let recordKey = "record"
  /// The vector that the model's own file holds.
  private static let parametersName = "parameters"

  let url: URL

  /// Writes a checkpoint into a folder that is not there yet.
  ///
  /// - Throws: `CheckpointError`, with an incomplete folder left.
  func write(_ state: TrainerState, shape: TransformerShape, tokenizer: WordTokenizer) throws {
    let parameters = try TransformerParameters(
      shape: shape, values: state.vectors[Self.parametersName] ?? [])
    try ModelDirectory(url).save(parameters, tokenizer: tokenizer)
    let vectors = state.vectors.filter { $0.key != Self.parametersName }
    try SafetensorsFile(
      tensors: vectors.mapValues { Tensor(shape: [$0.count], values: $0) },
      metadata: [Self.recordKey: try jsonLine(state.record)]
    ).write(to: url.appendingPathComponent(Self.stateFile))
    let contents = Contents(update: state.record.update, digests: try digests())
    try AtomicFile.write(
      Data(canonicalJSON(contents).utf8), to: url.appendingPathComponent(Self.contentsFile))
  }

  /// Reads the state, after every file has been compared with its digest.
  ///
  /// - Throws: `CheckpointError` saying what is damaged.
  func state() throws -> TrainerState {
    let list = url.appendingPathComponent(Self.contentsFile)
    guard let text = try? String(contentsOf: list, encoding: .utf8),
      let contents = try? decodeCanonicalJSON(Contents.self, from: text)
    else { throw CheckpointError.invalid("\(Self.contentsFile) is missing or damaged") }
    let present = try digests()
    for (name, digest) in contents.digests.sorted(by: { $0.key < $1.key }) where present[name] != digest {
      throw CheckpointError.invalid(present[name] == nil ? "\(name) is missing" : "\(name) is damaged")
    }
    let file = try SafetensorsFile(contentsOf: url.appendingPathComponent(Self.stateFile))
    guard let text = file.metadata[Self.recordKey],
      let record = try? decodeCanonicalJSON(TrainerState.Record.self, from: text),
      record.update == contents.update
    else { throw CheckpointError.invalid("\(Self.stateFile) holds no record of update \(contents.update)") }
    var vectors = file.tensors.mapValues(\.values)
    vectors[Self.parametersName] = try ModelDirectory(url).parameters().values
    return TrainerState(record: record, vectors: vectors)
  }

  /// The digest of every file but the list.
  private func digests() throws -> [String: String] {
    var digests: [String: String] = [:]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    for name in names where name != Self.contentsFile {
      digests[name] = contentAddress([UInt8](try Data(contentsOf: url.appendingPathComponent(name))))
    }
    return digests
  }
}
