import Foundation
import Yams

/// A study as its file describes it, with the overrides of the command line applied.
public struct StudyFile<Parameters: Codable & Sendable>: Codable, Sendable {
  /// The study's name: that of its file and of its random streams.
  public var id: String
  /// The program that runs it.
  public var family: String
  /// What it asks, in one sentence.
  public var question: String
  /// The root of all random numbers.
  public var seed: UInt64
  /// The confidence with which all verdicts hold together, in (0, 1).
  public var confidence: Double
  /// What is predicted.
  public var predictions: [Prediction]
  /// What is measured on, in the family's own terms.
  public var parameters: Parameters
  /// Overrides that shorten the run on the same code path.
  public var quick: [String: Int]
  /// The overrides that were applied; not part of the file.
  public var overrides: [String] = []

  private enum CodingKeys: String, CodingKey {
    case id, family, question, seed, confidence, predictions, parameters, quick
  }
}

/// The part of a study file that is the same in every family.
public struct StudyHeader: Codable, Sendable {
  /// The study's name.
  public var id: String
  /// The program that runs it.
  public var family: String
  /// What it asks.
  public var question: String
}

extension StudyHeader {
  /// The header of a study file.
  ///
  /// - Throws: ``StudyError`` where the file is missing or not a study.
  public static func read(_ url: URL) throws -> StudyHeader {
    let text = try readText(url)
    return try decodeYAML(StudyHeader.self, from: text, file: url.lastPathComponent)
  }
}

extension StudyFile {
  /// Reads a study file and applies overrides.
  ///
  /// - Parameters:
  ///   - url: the YAML file.
  ///   - overrides: `key=value` with dots for nesting, such as `parameters.training.seeds=3`.
  ///   - quick: whether to apply the file's own `quick` overrides first.
  /// - Throws: ``StudyError`` where the file is missing, is not YAML, lacks a key, has an unknown key, or where an
  ///   override names a key that the file does not have.
  public static func read(_ url: URL, overrides: [String], quick: Bool) throws -> StudyFile {
    let file = url.lastPathComponent
    let text = try readText(url)
    guard var root = try composeYAML(text, file: file) else {
      throw StudyError(.badData, "\(file) is empty; a study needs id, family, question and more")
    }
    if quick {
      let shortened = try decodeYAML(StudyFile.self, from: text, file: file).quick
      for (key, value) in shortened.sorted(by: { $0.key < $1.key }) {
        try root.override(key: key, value: String(value))
      }
    }
    for text in overrides {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw StudyError(.usage, "override '\(text)' is not of the form key=value, such as seed=2")
      }
      try root.override(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
    let resolved = try Yams.serialize(node: root)
    var study = try decodeYAML(StudyFile.self, from: resolved, file: file)
    study.overrides = overrides
    try root.rejectUnknownKeys(knownFrom: study, file: file)
    try study.validate(file: file)
    return study
  }

  private func validate(file: String) throws {
    guard !id.isEmpty && id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
    else {
      throw StudyError(.badData, "\(file): id is '\(id)'; it must be letters, digits, - and _")
    }
    guard confidence > 0 && confidence < 1 else {
      throw StudyError(.badData, "\(file): confidence is \(confidence); it must be between 0 and 1")
    }
    var seen = Set<String>()
    for prediction in predictions {
      guard seen.insert(prediction.id).inserted else {
        throw StudyError(.badData, "\(file): two predictions are called '\(prediction.id)'; rename one")
      }
      guard prediction.expect.isWellFormed else {
        throw StudyError(
          .badData,
          "\(file): prediction '\(prediction.id)' must expect one of {equal, within > 0}, {below} or {above}, in finite"
            + " numbers")
      }
    }
  }
}

/// The text of a file.
///
/// - Parameters:
///   - needs: what the file has to contain, as the end of the sentence about an empty one.
///   - advice: where to look, as the end of the sentence about a missing one.
/// - Throws: ``StudyError`` where the file is missing, unreadable, empty or no text.
func readText(
  _ url: URL, needs: String = "a study needs id, family, question and more",
  advice: String = "`counterweight study list` shows the studies"
) throws -> String {
  guard FileManager.default.fileExists(atPath: url.path) else {
    throw StudyError(
      .missingInput, "there is no file \(url.relativePath); \(advice)")
  }
  if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
    throw StudyError(.missingInput, "\(url.relativePath) is a folder; name a file")
  }
  do {
    let data = try Data(contentsOf: url)
    guard let text = String(validating: data, as: UTF8.self) else {
      throw StudyError(.badData, "\(url.relativePath) is not UTF-8 text")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw StudyError(
        .badData, "\(url.lastPathComponent) is empty; \(needs)")
    }
    return text
  } catch let error as StudyError {
    throw error
  } catch {
    throw StudyError(.inputOutput, "\(url.relativePath) cannot be read; check its permissions")
  }
}

/// The nodes of a YAML text; nil for none.
func composeYAML(_ text: String, file: String) throws -> Node? {
  do {
    return try Yams.compose(yaml: text)
  } catch let error as YamlError {
    throw StudyError(.badData, "\(file) is not valid YAML: \(oneLine("\(error)"))")
  }
}

/// The value that a YAML text describes, or what is wrong with it in one line.
func decodeYAML<Value: Decodable>(_ type: Value.Type, from text: String, file: String) throws -> Value {
  do {
    return try YAMLDecoder().decode(type, from: text)
  } catch DecodingError.dataCorrupted(let context) where context.underlyingError is YamlError {
    throw StudyError(.badData, "\(file) is not valid YAML: \(oneLine("\(context.underlyingError as Any)"))")
  } catch let error as DecodingError {
    throw StudyError(.badData, "\(file): \(error.oneLine)")
  } catch let error as YamlError {
    throw StudyError(.badData, "\(file) is not valid YAML: \(oneLine("\(error)"))")
  }
}

private func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    .filter { !$0.isEmpty && $0 != "^" }.joined(separator: "; ")
}

extension DecodingError {
  /// The key and what is wrong with it, on one line.
  var oneLine: String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map { key in key.intValue.map { "[\($0 + 1)]" } ?? key.stringValue }
        .joined(separator: ".").replacingOccurrences(of: ".[", with: "[")
    }
    switch self {
    case .keyNotFound(let key, let context):
      return "key '\(path(context.codingPath + [key]))' is missing; add it"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "'\(path(context.codingPath))' must be \(Self.words(for: type))"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? context.debugDescription : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default:
      return "\(self)"
    }
  }

  private static func words(for type: Any.Type) -> String {
    switch type {
    case is UInt64.Type: "a whole number, 0 or more"
    case is Int.Type: "a whole number"
    case is Double.Type, is Float.Type: "a number"
    case is String.Type: "text"
    case is Bool.Type: "true or false"
    default: "\(type)".contains("Array") || "\(type)" == "Sequence" ? "a list" : "a group of keys"
    }
  }
}
