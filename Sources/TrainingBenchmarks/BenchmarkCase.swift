import Training

/// A model with the rollouts that it samples and learns from.
public struct BenchmarkCase: Sendable {
  /// Its name on the command line.
  public let name: String
  /// The sizes of the network.
  let model: ModelSettings
  /// Makes the rollouts that are played, in groups of 8.
  public let recording: @Sendable () throws -> RecordedRollouts

  private init(
    fullLength name: String, _ model: ModelSettings, prompt: Int, response: Int, count: Int, vocabulary: Int
  ) {
    self.name = name
    self.model = model
    recording = {
      RecordedRollouts(
        vocabularySize: vocabulary, promptLength: prompt, responseLength: response, count: count,
        groupSize: 8)
    }
  }

  private init(preset: String, _ model: ModelSettings, count: Int) {
    name = preset
    self.model = model
    recording = { try RecordedRollouts(preset: preset, count: count, groupSize: 8) }
  }

  private static let small = ModelSettings(width: 32, layers: 1, heads: 2, feedForwardWidth: 96)
  private static let medium = ModelSettings(width: 48, layers: 2, heads: 3, feedForwardWidth: 128)
  private static let reference = ModelSettings(width: 64, layers: 2, heads: 4, feedForwardWidth: 176)
  private static let large = ModelSettings(width: 128, layers: 2, heads: 4, feedForwardWidth: 352)

  /// Full-length batches of five sizes, then three tasks whose responses have lengths of their own.
  public static let all = [
    BenchmarkCase(fullLength: "d32", small, prompt: 13, response: 13, count: 64, vocabulary: 8),
    BenchmarkCase(fullLength: "d32-wide", small, prompt: 5, response: 10, count: 256, vocabulary: 11),
    BenchmarkCase(fullLength: "d48", medium, prompt: 6, response: 6, count: 256, vocabulary: 9),
    BenchmarkCase(fullLength: "d64", reference, prompt: 16, response: 16, count: 256, vocabulary: 12),
    BenchmarkCase(fullLength: "d128", large, prompt: 32, response: 32, count: 128, vocabulary: 12),
    BenchmarkCase(preset: "running-sum", small, count: 64),
    BenchmarkCase(preset: "reversal", medium, count: 256),
    BenchmarkCase(preset: "grid", small, count: 256),
  ]
}
