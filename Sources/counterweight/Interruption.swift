import Foundation
import Synchronization

/// Ctrl-C and termination: what is finished stays, and the same command continues.
enum Interruption {
  /// Ends the process with exit code 130 at the next SIGINT or SIGTERM.
  ///
  /// The handler only calls what a signal handler may call, and ends at once: files are whole or absent at any moment,
  /// and libraries must not be torn down under threads that still compute.
  static func install() {
    install { _ in
      Interruption.end("\nInterrupted. What is finished is kept; give the same command again to continue.\n")
    }
  }

  /// The same for a command that keeps nothing of an unfinished run.
  static func installWithoutRecord() {
    install { _ in Interruption.end("\nInterrupted. Nothing is kept of what was computed.\n") }
  }

  private static let requests = Atomic<Int>(0)

  /// Lets the first SIGINT or SIGTERM set ``isRequested``, and ends the process at the second.
  static func installStoppingOnce() {
    requests.store(0, ordering: .relaxed)  // Also makes the counter before a handler needs it.
    install { _ in
      guard Interruption.requests.add(1, ordering: .relaxed).newValue == 1 else {
        Interruption.end(
          "\nInterrupted. The last checkpoint is kept; give the same command again to continue.\n")
      }
      Interruption.tell("\nStopping after the step in flight; press Ctrl-C again to end at once.\n")
    }
  }

  /// Whether the process was asked to stop.
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  private static func install(_ handler: @escaping @convention(c) (Int32) -> Void) {
    // Whoever started the process may have blocked them.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      signal(number, handler)
      sigaddset(&signals, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    // A limit on the size of files is then an error of writing, with a line of its own.
    signal(SIGXFSZ, SIG_IGN)
  }

  private static func end(_ message: StaticString) -> Never {
    tell(message)
    _exit(130)
  }

  private static func tell(_ message: StaticString) {
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
  }
}
