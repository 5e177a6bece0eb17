/// Why a verifier outside this process gave no verdict; it is stopped, and every later question gets the same error.
public enum ExternalVerifierError: Error, Equatable, CustomStringConvertible {
  /// There is no such program, or it may not be run.
  case noSuchProgram(String)
  /// The program is there and does not start.
  case cannotStart(String, reason: String)
  /// No answer came in time.
  case timedOut(seconds: Double, missing: Int, of: Int)
  /// It exited with a status before it had answered.
  case exited(status: Int, missing: Int, of: Int)
  /// A signal ended it before it had answered.
  case crashed(signal: Int, missing: Int, of: Int)
  /// It closed its output and goes on running.
  case closedOutput(missing: Int, of: Int)
  /// A line is no answer.
  case malformed(String)
  /// An answer to a request that is not open.
  case wrongIdentifier(Int, open: ClosedRange<Int>)
  /// A second answer to a request.
  case repeatedIdentifier(Int)
  /// A reward that is neither 0 nor 1.
  case illegalReward(Double, identifier: Int)
  /// A line that is longer than any answer.
  case lineTooLong(limit: Int)

  /// One line naming what happened and the fix.
  public var description: String {
    switch self {
    case .noSuchProgram(let program):
      "there is no program \(program) that may be run; install it, or give its path"
    case .cannotStart(let program, let reason):
      "the verifier \(program) does not start: \(reason); run it by hand"
    case .timedOut(let seconds, let missing, let count):
      "the verifier gave no answer within \(seconds) s, with \(missing) of \(count) missing; let it flush its output"
        + " after every line, or raise the time limit"
    case .exited(let status, let missing, let count):
      "the verifier exited with status \(status), with \(missing) of \(count) answers missing; let it read until its"
        + " input ends, and see its standard error"
    case .crashed(let signal, let missing, let count):
      "signal \(signal) ended the verifier, with \(missing) of \(count) answers missing; see its standard error"
    case .closedOutput(let missing, let count):
      "the verifier closed its output, with \(missing) of \(count) answers missing; let it keep its output open"
    case .malformed(let line):
      "the verifier wrote \(Self.shortened(line)), which is no answer; let it write {\"id\":n,\"reward\":0} or 1, one a"
        + " line, and everything else to standard error"
    case .wrongIdentifier(let identifier, let open):
      "the verifier answered id \(identifier); ids \(open.lowerBound) to \(open.upperBound) are open: let it repeat the"
        + " id of the request"
    case .repeatedIdentifier(let identifier):
      "the verifier answered id \(identifier) twice; let it answer every request once"
    case .illegalReward(let reward, let identifier):
      "the verifier gave id \(identifier) the reward \(reward); it must be 0 or 1"
    case .lineTooLong(let limit):
      "the verifier wrote a line of more than \(limit) bytes; let it write {\"id\":n,\"reward\":0} or 1, one a line"
    }
  }

  /// The text in quotes, on one line and cut off where it is long.
  private static func shortened(_ text: String) -> String {
    let line = text.map { $0.isNewline ? " " : String($0) }.joined()
    return "\"\(line.count > 60 ? line.prefix(57) + "…" : line)\""
  }
}
