import Foundation

/// Files of success rates, or of successes and attempts: one prompt a line, as CSV or JSON lines.
///
/// CSV has a header with a column `rate` (or `rho`, `success_rate`, `pass_rate`), or with `successes` and `attempts` (or `k`
/// and `n`, `correct` and `total`); other columns do not count. Without a header one column is rates, and two columns are
/// successes and attempts. JSON lines are objects with the same keys, or bare numbers, which are rates. A file is JSON
/// lines where its name ends in .jsonl or its first line begins with a brace. Blank lines are skipped, a byte order mark is
/// left out, and the case of names does not count.
public enum PopulationFile {
  /// Reads a file.
  ///
  /// - Returns: rates, or counts; where a line has both, its counts.
  /// - Throws: ``PopulationFileError``.
  public static func read(_ path: String) throws -> PopulationSource {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw PopulationFileError.noSuchFile(path)
    }
    guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
      throw PopulationFileError.unreadable(path)
    }
    return try source(of: String(decoding: data, as: UTF8.self), named: path)
  }

  /// What a text holds.
  ///
  /// - Parameter name: what errors call the text; one that ends in .jsonl is read as JSON lines.
  /// - Throws: ``PopulationFileError``.
  public static func source(of text: String, named name: String) throws -> PopulationSource {
    let byteOrderMark: Character = "\u{FEFF}"
    let lines = text.drop { $0 == byteOrderMark }.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    .enumerated().map { (number: $0.offset + 1, text: $0.element.trimmingCharacters(in: .whitespaces)) }
    .filter { !$0.text.isEmpty }
    guard let first = lines.first else { throw PopulationFileError.empty(name) }
    let isJSON = name.lowercased().hasSuffix(".jsonl") || "{[".contains(first.text.prefix(1))
    var reader: any PromptReader = isJSON ? JSONPromptReader() : try commaReader(first, named: name)
    let observations = try lines.compactMap { line in
      do {
        return try reader.observation(on: line.text).map { (number: line.number, value: $0) }
      } catch let problem as PopulationFileProblem {
        throw PopulationFileError.line(path: name, line: line.number, problem)
      }
    }
    guard let kind = observations.first?.value.kind else { throw PopulationFileError.empty(name) }
    if let other = observations.first(where: { $0.value.kind != kind }) {
      throw PopulationFileError.line(path: name, line: other.number, .mixedKinds)
    }
    return try kind == .rate
      ? PopulationSource(observedRates: observations.map(\.value.rate))
      : .counts(ProbeCounts(observations.map { ($0.value.successes, $0.value.attempts) }))
  }

  private static func commaReader(
    _ line: (number: Int, text: String), named name: String
  ) throws -> CommaPromptReader {
    do {
      return try CommaPromptReader(firstLine: line.text)
    } catch let problem as PopulationFileProblem {
      throw PopulationFileError.line(path: name, line: line.number, problem)
    }
  }
}
