import Foundation
import RunFiles
import Tasks
import Training
import Yams

/// A run of training as its file describes it: a task, a seed, and the keys of `TrainingSettings` beside them.
///
///     seed: 1
///     task: {reversal: {symbols: 6, lengths: [2, 5]}}
///     model: {width: 48, layers: 2, heads: 3, feedForwardWidth: 192}
///     algorithm: {name: rloo, set: [groupSize=8]}
///     promptsPerUpdate: 32
///     updates: 500
public struct TrainingFile: Codable, Hashable, Sendable {
  /// The root of all random numbers.
  public var seed: UInt64
  /// What is learned.
  public var task: TaskSpecification
  /// How.
  public var settings: TrainingSettings

  private enum CodingKeys: String, CodingKey {
    case seed, task
  }

  /// Reads an object; without a seed it is 1.
  ///
  /// - Throws: the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 1
    task = try container.decode(TaskSpecification.self, forKey: .task)
    settings = try TrainingSettings(from: decoder)
  }

  /// Writes all keys side by side.
  ///
  /// - Throws: the encoder's error.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    try container.encode(task, forKey: .task)
    try settings.encode(to: encoder)
  }
}

extension TrainingFile {
  /// Reads a file or a preset and applies settings of the command line.
  ///
  /// - Parameters:
  ///   - source: A file, if it has a slash or ends in .yml or .yaml; otherwise the name of a preset.
  ///   - overrides: `key=value` with dots for nesting, such as `optimizer.learningRate=1e-3`; also keys that the file leaves
  ///     to their defaults.
  /// - Throws: `RunError` where there is no such file or preset, it is not YAML, lacks a key or has an unknown one, or
  ///   where the model that it begins with is missing or of other sizes.
  public static func read(_ source: String, overrides: [String]) throws -> TrainingFile {
    let isFile = source.contains("/") || source.hasSuffix(".yml") || source.hasSuffix(".yaml")
    let url = URL(fileURLWithPath: source)
    let needs = "a run needs task, model, algorithm, updates and promptsPerUpdate"
    let text =
      isFile
      ? try readText(url, needs: needs, advice: "`counterweight train list` shows the presets")
      : try TrainingPreset(named: source).text
    let file = isFile ? url.lastPathComponent : source
    guard var root = try composeYAML(text, file: file), root.mapping != nil else {
      throw RunError(.badData, "\(file) is no group of keys; \(needs)")
    }
    try root.override(overrides, addsKeys: true)
    try root.takeSizesOfCheckpoint(file: file)
    let training = try decodeYAML(TrainingFile.self, from: Yams.serialize(node: root), file: file)
    try root.rejectUnknownKeys(knownFrom: training, file: file)
    return training
  }

  /// The name under which a run goes by default: that of the file or preset.
  public static func name(of source: String) -> String {
    URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent
  }
}
