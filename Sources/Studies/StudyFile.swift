import Foundation
import RunFiles
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
  /// - Throws: ``RunError`` where the file is missing or not a study.
  public static func read(_ url: URL) throws -> StudyHeader {
    let text = try readText(url, needs: studyNeeds, advice: studyAdvice)
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
  /// - Throws: ``RunError`` where the file is missing, is not YAML, lacks a key, has an unknown key, or where an
  ///   override names a key that the file does not have.
  public static func read(_ url: URL, overrides: [String], quick: Bool) throws -> StudyFile {
    let file = url.lastPathComponent
    let text = try readText(url, needs: studyNeeds, advice: studyAdvice)
    guard var root = try composeYAML(text, file: file) else {
      throw RunError(.badData, "\(file) is empty; a study needs id, family, question and more")
    }
    if quick {
      let shortened = try decodeYAML(StudyFile.self, from: text, file: file).quick
      for (key, value) in shortened.sorted(by: { $0.key < $1.key }) {
        try root.override(key: key, value: String(value))
      }
    }
    try root.override(overrides)
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
      throw RunError(.badData, "\(file): id is '\(id)'; it must be letters, digits, - and _")
    }
    guard confidence > 0 && confidence < 1 else {
      throw RunError(.badData, "\(file): confidence is \(confidence); it must be between 0 and 1")
    }
    var seen = Set<String>()
    for prediction in predictions {
      guard seen.insert(prediction.id).inserted else {
        throw RunError(.badData, "\(file): two predictions are called '\(prediction.id)'; rename one")
      }
      guard prediction.expect.isWellFormed else {
        throw RunError(
          .badData,
          "\(file): prediction '\(prediction.id)' must expect one of {equal, within > 0}, {below} or {above}, in finite"
            + " numbers")
      }
    }
  }
}

private let studyNeeds = "a study needs id, family, question and more"
private let studyAdvice = "`counterweight study list` shows the studies"
