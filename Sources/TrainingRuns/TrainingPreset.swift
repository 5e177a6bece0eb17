import RunFiles

/// A run of training that comes with the package: a name, and the text of its file.
public struct TrainingPreset: Sendable {
  /// What one types.
  public let name: String
  /// What is learned, as a phrase for tables.
  public let summary: String
  /// The text of the file.
  public let text: String

  /// The preset of a name.
  ///
  /// - Throws: `RunError` naming the presets there are.
  public init(named name: String) throws {
    guard let preset = Self.all.first(where: { $0.name == name }) else {
      let names = Self.all.map(\.name).joined(separator: ", ")
      throw RunError(
        .usage,
        "there is no preset '\(name)'; the presets are \(names), and a file is named with .yml or a slash")
    }
    self = preset
  }

  private init(_ name: String, _ summary: String, _ text: String) {
    self.name = name
    self.summary = summary
    self.text = text
  }

  private static let small = "model: {width: 32, layers: 1, heads: 2, feedForwardWidth: 128}"
  private static let medium = "model: {width: 48, layers: 2, heads: 3, feedForwardWidth: 192}"

  /// RLOO after imitation of solutions up to a success rate.
  private init(
    imitating success: Double, _ name: String, _ summary: String, task: String, updates: Int = 300,
    warmUpRate: String = "1e-3"
  ) {
    self.init(
      name, summary,
      """
      task: {\(task)}
      \(Self.medium)
      algorithm: {name: rloo, set: [groupSize=8]}
      promptsPerUpdate: 32
      updates: \(updates)
      optimizer: {learningRate: 5e-4}
      warmUp: {solutions: {success: \(success), steps: 3000}, prompts: 128, learningRate: \(warmUpRate)}
      """)
  }

  /// Every preset: settings at which a small model learns within a minute or two on one core.
  public static let all = [
    TrainingPreset(
      "running-sum", "add up digits modulo 5, several epochs over each batch",
      """
      task: {runningSum: {modulus: 5, digits: [4, 12]}}
      \(small)
      algorithm: {name: grpo, set: [groupSize=8]}
      promptsPerUpdate: 8
      epochs: 4
      minibatches: 2
      updates: 300
      optimizer: {learningRate: 5e-4}
      warmUp: {solutions: {success: 0.7, steps: 3000}, prompts: 128, learningRate: 1e-3}
      probe: {every: 10}
      """),
    TrainingPreset(
      "reversal", "write symbols in reverse order, on policy",
      """
      task: {reversal: {symbols: 6, lengths: [2, 5]}}
      \(medium)
      algorithm: {name: sqrt-r, set: [groupSize=8]}
      promptsPerUpdate: 32
      updates: 500
      optimizer: {learningRate: 5e-4}
      warmUp: {solutions: {success: 0.065, steps: 3000}, prompts: 128, learningRate: 1e-3}
      probe: {every: 10}
      """),
    TrainingPreset(
      "grid", "walk to a goal with all moves chosen in advance, from 3 % success",
      """
      task: {grid: {size: 4, responseLength: 10}}
      \(small)
      algorithm: {name: sqrt-r, set: [groupSize=8]}
      promptsPerUpdate: 32
      updates: 900
      optimizer: {learningRate: 5e-4}
      warmUp: {format: {steps: 30}, solutions: {success: 0.03, steps: 3000}, prompts: 128, learningRate: 1e-3}
      evaluation: {prompts: 1024}
      checkpointEvery: 100
      """),
    TrainingPreset(
      imitating: 0.3, "addition", "add two numbers with digits and carries as steps",
      task: "addition: {base: 10, digits: [1, 2]}", warmUpRate: "2e-3"),
    TrainingPreset(
      imitating: 0.2, "sorting", "write symbols in rising order",
      task: "sorting: {symbols: 6, lengths: [2, 5]}"),
    TrainingPreset(
      imitating: 0.1, "countdown", "reach a target from given numbers with +, - and *",
      task: "countdown: {numbers: [2, 3], largestTarget: 99}", updates: 500),
    TrainingPreset(
      imitating: 0.2, "navigation", "walk through a maze, told after every move where one stands",
      task: "navigation: {size: 4, walls: 3, distances: [1, 6], moves: 10}"),
    TrainingPreset(
      imitating: 0.2, "key-store", "follow keys through a store that only a tool shows",
      task: "keyStore: {keys: 8, hops: [1, 3]}"),
  ]
}
