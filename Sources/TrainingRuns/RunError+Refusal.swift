import Checkpoints
import RunFiles
import Tasks

extension RunError {
  /// What a task, a model or settings were refused for, on one line that begins with the file that names them.
  init(refusing error: any Error, in file: String) {
    let exitCode: ExitCode =
      switch error {
      case let error as RunError: error.exitCode
      case ExternalTaskError.unreadable, ExternalVerifierError.noSuchProgram, CheckpointError.missing:
        .missingInput
      case CheckpointError.inputOutput: .inputOutput
      case is ExternalVerifierError: .failure
      default: .badData
      }
    self.init(exitCode, "\(file): \(error)")
  }
}
