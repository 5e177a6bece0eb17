import Foundation

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

  private static func install(_ handler: @escaping @convention(c) (Int32) -> Void) {
    for number in [SIGINT, SIGTERM] { signal(number, handler) }
  }

  private static func end(_ message: StaticString) -> Never {
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(130)
  }
}
