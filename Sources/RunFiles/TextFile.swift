import Foundation

/// The text of a file.
///
/// - Parameters:
///   - needs: what the file has to contain, as the end of the sentence about an empty one.
///   - advice: where to look, as the end of the sentence about a missing one.
/// - Throws: ``RunError`` where the file is missing, unreadable, empty or no text.
package func readText(
  _ url: URL, needs: String, advice: String
) throws -> String {
  guard FileManager.default.fileExists(atPath: url.path) else {
    throw RunError(
      .missingInput, "there is no file \(url.relativePath); \(advice)")
  }
  if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
    throw RunError(.missingInput, "\(url.relativePath) is a folder; name a file")
  }
  do {
    let data = try Data(contentsOf: url)
    guard let text = String(validating: data, as: UTF8.self) else {
      throw RunError(.badData, "\(url.relativePath) is not UTF-8 text")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw RunError(
        .badData, "\(url.lastPathComponent) is empty; \(needs)")
    }
    return text
  } catch let error as RunError {
    throw error
  } catch {
    throw RunError(.inputOutput, "\(url.relativePath) cannot be read; check its permissions")
  }
}
