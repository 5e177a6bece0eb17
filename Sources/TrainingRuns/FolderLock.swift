import Foundation
import RunFiles

/// A folder that one process works in at a time, for as long as the value lives.
///
/// The lock is advisory and the operating system's: it ends with the process, however that ends. File systems that know
/// no locks go without.
final class FolderLock {
  private let descriptor: Int32

  /// Locks a folder that is there.
  ///
  /// - Throws: `RunError` where someone else holds it.
  init(_ url: URL) throws {
    descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK else { return }
    throw RunError(
      .inputOutput,
      "another process is at work in \(url.relativePath); let it end, or choose another folder with --output")
  }

  deinit { close(descriptor) }
}
