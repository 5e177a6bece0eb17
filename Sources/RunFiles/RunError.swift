/// Why a study or a run of training cannot be read, run or reported, with the process's exit code.
public struct RunError: Error, Equatable, CustomStringConvertible {
  /// The documented exit codes of the command.
  public enum ExitCode: Int32, Sendable {
    /// The work itself failed, as where training diverges.
    case failure = 1
    /// A prediction that the study marks as established was refuted.
    case refuted = 2
    /// The command was called in a way it does not understand.
    case usage = 64
    /// A file was read and makes no sense.
    case badData = 65
    /// A file or folder is missing.
    case missingInput = 66
    /// A file cannot be written or read.
    case inputOutput = 74
    /// Interrupted by the user, with what is done kept.
    case interrupted = 130
  }

  /// The exit code.
  public let exitCode: ExitCode
  /// One line naming the value, the legal range and the fix.
  public let description: String

  /// An error with its line.
  public init(_ exitCode: ExitCode, _ description: String) {
    self.exitCode = exitCode
    self.description = description
  }
}
