import Foundation
import RunFiles

/// The predictions of all studies.
package struct StudyClaims: Equatable, Sendable {
  private struct Study: Decodable {
    struct Prediction: Decodable {
      let id: String
    }
    let id: String
    let predictions: [Prediction]
  }
  private var files: [String: String] = [:]

  /// The predictions in the texts of studies, by the paths of their files.
  ///
  /// - Throws: `RunError` where a text is not a study.
  package init(studies: [String: String]) throws {
    for (path, text) in studies {
      let study = try decodeYAML(Study.self, from: text, file: path)
      for prediction in study.predictions {
        files["\(study.id)/\(prediction.id)"] = path
      }
    }
  }

  /// Reads the studies of a package: `simulations/*/*.yml`.
  package init(package root: URL) throws {
    let folder = root.appendingPathComponent("simulations")
    let paths = (FileManager.default.subpaths(atPath: folder.path) ?? [])
      .filter { $0.hasSuffix(".yml") && $0.split(separator: "/").count == 2 }
    try self.init(
      studies: Dictionary(
        uniqueKeysWithValues: paths.map { path in
          (
            "simulations/\(path)",
            try readText(
              folder.appendingPathComponent(path), needs: "a study is needed", advice: "name a study")
          )
        }))
  }

  /// The file of a study that makes a prediction, given as study/prediction; nil for none.
  package func file(of claim: String) -> String? { files[claim] }
}
