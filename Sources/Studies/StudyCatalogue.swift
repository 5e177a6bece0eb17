import Foundation
import Reporting
import RunFiles

/// The study files below a folder.
public struct StudyCatalogue: Sendable {
  /// One study.
  public struct Entry: Codable, Sendable {
    /// Its name.
    public let id: String
    /// Its file.
    public let file: String
    /// What it asks.
    public let question: String
  }

  /// The studies, in the order of their files.
  public let entries: [Entry]

  /// Reads the headers of all study files below a folder.
  ///
  /// - Throws: ``RunError`` where the folder is missing or a file in it is not a study.
  public init(directory: URL) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isFolder), isFolder.boolValue,
      let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
    else {
      throw RunError(
        .missingInput, "there is no folder \(directory.relativePath); say where studies are with --directory")
    }
    entries = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "yml" }
      .sorted { $0.path < $1.path }
      .map { url in
        let header = try StudyHeader.read(url)
        let start = directory.standardizedFileURL.path.count
        return Entry(
          id: header.id,
          file: directory.relativePath + String(url.standardizedFileURL.path.dropFirst(start)),
          question: header.question)
      }
  }

  /// The studies as a table.
  public var table: Table {
    Table(
      title: "Studies", columns: ["study", "file", "question"].map { Column(header: $0) },
      rows: entries.map { [$0.id, $0.file, $0.question] })
  }
}
