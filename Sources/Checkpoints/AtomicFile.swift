import Foundation

/// Files that are whole or absent at any moment, also when the machine loses power.
package enum AtomicFile {
  /// Writes to a temporary file in the same folder, flushes it to the disk and puts it in the place of the old one.
  ///
  /// - Throws: ``CheckpointError/inputOutput(_:)`` with the operating system's reason; the old file is then untouched.
  package static func write(_ data: Data, to url: URL) throws {
    let folder = url.deletingLastPathComponent()
    let temporary = folder.appendingPathComponent(".\(url.lastPathComponent).partial")
    do {
      let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      guard descriptor >= 0 else { throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: data)
      try handle.synchronize()
      try replace(url, by: temporary)
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw CheckpointError.inputOutput("cannot write \(url.relativePath): \(reason(error))")
    }
  }

  /// Gives a file or folder the name of another, which it replaces, and flushes the folder that lists both.
  ///
  /// A folder is replaced only if it is empty.
  package static func replace(_ url: URL, by replacement: URL) throws {
    guard rename(replacement.path, url.path) == 0 else {
      throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno))
    }
    let folder = open(url.deletingLastPathComponent().path, O_RDONLY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// The operating system's own words for what went wrong.
  package static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let code = underlying ?? error as NSError
    if code.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(code.code))) }
    return (error as NSError).localizedDescription
      .replacingOccurrences(of: "The operation could not be completed. ", with: "")
      .trimmingCharacters(in: CharacterSet(charactersIn: "."))
  }
}

/// The content of a regular file.
///
/// - Throws: ``CheckpointError`` where it is missing, is no file, or cannot be read.
func readFile(_ url: URL) throws -> Data {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
    throw CheckpointError.missing("there is no file \(url.relativePath)")
  }
  guard !isFolder.boolValue else {
    throw CheckpointError.missing("\(url.relativePath) is a folder; name a file")
  }
  do {
    return try Data(contentsOf: url)
  } catch {
    throw CheckpointError.inputOutput("cannot read \(url.relativePath): \(AtomicFile.reason(error))")
  }
}
