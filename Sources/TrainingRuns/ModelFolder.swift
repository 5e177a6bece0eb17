import Checkpoints
import Foundation
import RunFiles
import Tasks
import Transformer

/// Where a model is: a folder in the form of Hugging Face, or that of a run, which stands for its last checkpoint.
struct ModelFolder {
  /// The folder of the model.
  let url: URL
  /// The settings of the run; nil where the folder is none of a run.
  let run: TrainingFile?
  /// The number of updates that the model has seen; 0 where no run says.
  let update: Int

  /// Looks into a folder.
  ///
  /// - Throws: `RunError` where it is missing, or holds a run without a checkpoint.
  init(_ path: String) throws {
    let place = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw RunError(.missingInput, "there is no folder \(path); name that of a run or of a model")
    }
    let directory = TrainingDirectory(url: place)
    run = try directory.settings()
    guard run != nil else {
      url = place
      update = 0
      return
    }
    guard let last = directory.checkpoints.updates.last else {
      throw RunError(.missingInput, "\(path) has no checkpoint yet; let its training go on")
    }
    url = directory.checkpoints.place(of: last)
    update = last
  }

  /// The sizes of the model.
  ///
  /// - Throws: `CheckpointError`.
  func shape() throws -> TransformerShape { try ModelDirectory(url).configuration().shape }

  /// The weights, for a task that means the same by every token.
  ///
  /// - Throws: `CheckpointError`; `RunError` where the task has other tokens, or longer prompts and responses.
  func parameters(for task: any VerifiableTask) throws -> TransformerParameters {
    let tokenizer = try ModelDirectory(url).tokenizer()
    if let difference = difference(of: tokenizer, from: task) {
      throw RunError(
        .badData, "\(url.relativePath) \(difference); take the task that the model was trained on")
    }
    let (length, needed) = (
      try shape().contextLength, task.maximumPromptLength + task.maximumResponseLength
    )
    guard length >= needed else {
      throw RunError(
        .badData,
        "\(url.relativePath) reads at most \(length) tokens; the task's longest prompt and response have \(needed)"
      )
    }
    return try ModelDirectory(url).parameters()
  }

  private func difference(of tokenizer: WordTokenizer, from task: any VerifiableTask) -> String? {
    let (words, taskWords) = (tokenizer.vocabulary, task.vocabulary)
    if words.count != taskWords.count { return "has \(words.count) tokens, and the task \(taskWords.count)" }
    if let token = words.indices.first(where: { words[$0] != taskWords[$0] }) {
      return "has '\(words[token])' as token \(token), and the task '\(taskWords[token])'"
    }
    guard tokenizer.endToken != task.endToken else { return nil }
    return "ends responses with '\(words[tokenizer.endToken])', and the task with '\(words[task.endToken])'"
  }
}
