import Foundation
import Synchronization

/// A verifier in a process of its own, which is started once and speaks JSON lines.
///
/// For every response it gets a line {"id":n,"prompt":["3","+","4","="],"response":["7","<end>"]} of token texts on its
/// standard input, and answers {"id":n,"reward":0} or 1 on its standard output. All requests of a batch are written
/// without waiting for answers, whose order within the batch is free. When its input ends it has a second to exit.
///
/// Batches of several threads wait for each other. After an error the process is stopped, not started again, and every
/// later batch throws the same error: what a verifier that died once says next is no evidence.
public final class ExternalVerifier: Sendable {
  private let session: Mutex<VerifierSession>

  /// Starts a program with its arguments.
  ///
  /// - Parameters:
  ///   - command: a program, as a path or as a name on PATH, and its arguments.
  ///   - timeLimit: how many seconds every answer may take, counted from the answer before it, above 0.
  /// - Throws: ``ExternalVerifierError`` if it does not start.
  public init(command: [String], timeLimit: Double) throws {
    precondition(timeLimit > 0, "an answer takes time")
    let session = try VerifierSession(command: command, timeLimit: timeLimit)
    self.session = Mutex(session)
  }

  /// Which responses succeed, in their order.
  ///
  /// - Parameter responses: prompts and responses as token texts.
  /// - Throws: ``ExternalVerifierError``.
  public func outcomes(of responses: [(prompt: [String], response: [String])]) throws -> [Bool] {
    try session.withLock { try $0.outcomes(of: responses) }
  }
}
