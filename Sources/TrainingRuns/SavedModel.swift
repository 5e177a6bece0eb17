import Checkpoints
import Foundation
import RandomStreams
import RunFiles
import Tasks
import Training
import Transformer

/// A model in a folder, with a task that its success is measured on.
public struct SavedModel {
  /// The folder of the model.
  public var url: URL { folder.url }
  /// How its run measured success; without a run the defaults.
  public var evaluation: EvaluationSettings { folder.run?.settings.evaluation ?? EvaluationSettings() }

  /// The names of the task's levels of difficulty.
  public var difficulties: [String] { task.difficulties }

  private let folder: ModelFolder
  private let task: any VerifiableTask
  private let parameters: TransformerParameters

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - path: The folder of a run, for its last checkpoint, or of a model in the form of Hugging Face.
  ///   - task: The task as YAML, such as `reversal: {symbols: 6}`; nil for that of the run.
  /// - Throws: `RunError` where there is no such model, it does not fit the task, or there is no task.
  public init(_ path: String, task: String?) throws {
    folder = try ModelFolder(path)
    guard let specification = try Self.specification(task) ?? folder.run?.task else {
      throw RunError(.usage, "\(path) is no folder of a run; give the task with --task 'name: {…}'")
    }
    do {
      self.task = try specification.makeTask()
      parameters = try folder.parameters(for: self.task)
    } catch {
      throw RunError(refusing: error, in: path)
    }
  }

  private static func specification(_ text: String?) throws -> TaskSpecification? {
    try text.map { try decodeYAML(TaskSpecification.self, from: $0, file: "--task") }
  }

  /// Measures success; at the run's settings and seed, what the run's own evaluation found.
  ///
  /// - Parameter seed: The root of the random numbers; nil for that of the run, or 1.
  /// - Throws: `TrainingError` for settings out of range, `RunError` where the task's verifier fails.
  public func evaluate(_ settings: EvaluationSettings, seed: UInt64?) throws -> EvaluationMetrics {
    try settings.check()
    let path = StreamPath(seed: seed ?? folder.run?.seed ?? 1)["training"]
    do {
      return try Learner(task: task, parameters: parameters, learningRate: 0, path: path)
        .evaluate(settings, update: folder.update, path: path["evaluation"])
    } catch let error as ExternalVerifierError {
      throw RunError(.failure, "\(error)")
    }
  }
}
