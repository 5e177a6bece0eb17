import Dispatch
import Foundation

/// Ctrl-C and termination: what is finished stays, and the same command continues.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        writeError("\nInterrupted. What is finished is kept; give the same command again to continue.\n")
        // At once: libraries must not be torn down under threads that still compute.
        _exit(130)
      }
      source.resume()
      return source
    }
  }

  func cancel() {
    for source in sources { source.cancel() }
  }
}
