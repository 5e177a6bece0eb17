import Foundation

/// A running program with a pipe to its input and a pipe from its output; standard error stays ours.
///
/// Everything that asks the operating system is here. Ended at the latest when the value goes.
final class VerifierProcess {
  /// What came of an exchange.
  enum Output: Equatable {
    case bytes(Data)
    case end
    case nothingInTime
  }

  /// What a pipe that can be written to takes at once without blocking: PIPE_BUF of Linux, or less.
  private static let chunkSize = 512

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var inputIsOpen = true

  /// Starts a program, which is looked for on PATH unless it is a path.
  ///
  /// - Throws: ``ExternalVerifierError``.
  init(command: [String]) throws {
    guard let program = command.first, let executable = Self.locate(program) else {
      throw ExternalVerifierError.noSuchProgram(command.first ?? "\"\"")
    }
    process.executableURL = executable
    process.arguments = Array(command.dropFirst())
    process.standardInput = input
    process.standardOutput = output
    do { try process.run() } catch {
      throw ExternalVerifierError.cannotStart(program, reason: error.localizedDescription)
    }
  }

  deinit { stop(after: 1) }

  /// Writes what is pending, as far as the program reads it, until the program has written something.
  ///
  /// One loop waits for both pipes, so that full pipes cannot block both sides for ever. What a program no longer reads
  /// is dropped: its end shows in its output.
  func exchange(_ pending: inout ArraySlice<UInt8>, until deadline: ContinuousClock.Instant) -> Output {
    let (source, target) = (output.fileHandleForReading, input.fileHandleForWriting)
    while true {
      var waiting = [pollfd(fd: source.fileDescriptor, events: Int16(POLLIN), revents: 0)]
      if !pending.isEmpty {
        waiting.append(pollfd(fd: target.fileDescriptor, events: Int16(POLLOUT), revents: 0))
      }
      let left = max(0, (deadline - .now) / .milliseconds(1))
      let ready = poll(&waiting, nfds_t(waiting.count), Int32(min(left.rounded(.up), 1e9)))
      if ready == 0 { return .nothingInTime }
      if ready < 0 { continue }  // A signal came between.
      if waiting.count > 1, waiting[1].revents != 0 { feed(&pending, to: target.fileDescriptor) }
      if waiting[0].revents != 0 {
        let bytes = source.availableData
        return bytes.isEmpty ? .end : .bytes(bytes)
      }
    }
  }

  private func feed(_ pending: inout ArraySlice<UInt8>, to descriptor: Int32) {
    let chunk = Array(pending.prefix(Self.chunkSize))
    let count = withoutBrokenPipeSignal { write(descriptor, chunk, chunk.count) }
    if count >= 0 {
      pending = pending.dropFirst(count)
    } else if errno != EINTR && errno != EAGAIN {
      pending = []
    }
  }

  /// How the program ended, if it has ended or does so within a second.
  func ending() -> (reason: Process.TerminationReason, status: Int)? {
    waitForExit(seconds: 1) ? (process.terminationReason, Int(process.terminationStatus)) : nil
  }

  /// Closes the program's input, waits so long for it to exit, and ends it with all that it has started.
  func stop(after seconds: Double) {
    if inputIsOpen { try? input.fileHandleForWriting.close() }
    inputIsOpen = false
    guard !waitForExit(seconds: seconds) else { return }
    let identifier = process.processIdentifier
    // Where it leads a group of its own, the group; the program itself in any case.
    if getpgid(identifier) == identifier { kill(-identifier, SIGKILL) }
    kill(identifier, SIGKILL)
    _ = waitForExit(seconds: 1)
  }

  private func waitForExit(seconds: Double) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while process.isRunning, ContinuousClock.now < deadline { usleep(2_000) }
    return !process.isRunning
  }

  private static func locate(_ program: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = program.contains("/") ? [program] : folders.map { "\($0)/\(program)" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }.map {
      URL(fileURLWithPath: $0)
    }
  }
}

/// Runs a body in which writing to a pipe that nobody reads is an error and ends nothing.
private func withoutBrokenPipeSignal<Result>(_ body: () -> Result) -> Result {
  var (brokenPipe, before, pending) = (sigset_t(), sigset_t(), sigset_t())
  sigemptyset(&brokenPipe)
  sigaddset(&brokenPipe, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
  let result = body()
  let error = errno
  sigpending(&pending)
  if sigismember(&pending, SIGPIPE) == 1 {
    var signal: Int32 = 0
    sigwait(&brokenPipe, &signal)
  }
  pthread_sigmask(SIG_SETMASK, &before, nil)
  errno = error
  return result
}
