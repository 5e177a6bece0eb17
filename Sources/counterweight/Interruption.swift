import Foundation

/// Ctrl-C and termination: what is finished stays, and the same command continues.
enum Interruption {
  /// Ends the process with exit code 130 at the next SIGINT or SIGTERM.
  ///
  /// The handler only calls what a signal handler may call, and ends at once: files are whole or absent at any moment,
  /// and libraries must not be torn down under threads that still compute.
  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        let message: StaticString =
          "\nInterrupted. What is finished is kept; give the same command again to continue.\n"
        _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
        _exit(130)
      }
    }
  }
}
