import Foundation
import Testing
import TrainingRuns

/// docs/training.md lists what there is, with the defaults that there are.
@Suite("The page on training")
struct DocumentedSettingsTests {
  static let page: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("docs/training.md"), encoding: .utf8)) ?? ""
  }()

  /// The first two cells of the rows whose first cell is a name in code.
  static func rows(of section: String) -> [(name: String, value: String)] {
    let text = page.components(separatedBy: "\n## \(section)\n").dropFirst().first ?? ""
    return text.components(separatedBy: "\n## ")[0].components(separatedBy: "\n").compactMap { line in
      let cells = line.components(separatedBy: " | ").map { $0.trimmingCharacters(in: ["`", "|", " "]) }
      return line.hasPrefix("| `") && cells.count > 1 ? (cells[0], cells[1]) : nil
    }
  }

  /// Settings with a value for everything that may be absent.
  static let everything = [
    "gradientClip=1", "adaptiveKL={target: 0.1, horizon: 1000}", "model.contextLength=99",
    "warmUp.format={steps: 1}", "model.ropeTheta=5000", "model.rmsNormEpsilon=1e-6",
  ]

  /// The dotted names of the leaves, where a task and a list are leaves.
  static func names(_ value: Any, _ path: String = "") -> [String] {
    guard path != "task", let object = value as? [String: Any] else { return [path] }
    return object.flatMap { names($1, path.isEmpty ? $0 : "\(path).\($0)") }
  }

  /// The labels of values that are absent.
  static func absent(_ value: Any, _ path: String = "") -> [String] {
    Mirror(reflecting: value).children.flatMap { child -> [String] in
      let name = path + (child.label ?? "")
      return "\(child.value)" == "nil" ? [name] : absent(child.value, name + ".")
    }
  }

  @Test func everySettingHasARow() throws {
    let file = try TrainingFile.read("reversal", overrides: Self.everything)
    // A checkpoint needs a folder; everything else has a value.
    #expect(Self.absent(file.settings) == ["model.checkpoint"], "give it a value in `everything`")
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(file))
    let documented = Set(Self.rows(of: "Settings").map(\.name))
    for name in Self.names(object) + ["model.checkpoint"] {
      #expect(documented.contains(name), "\(name) has no row")
    }
  }

  @Test func itsDefaultsAreThose() throws {
    let defaults = Self.rows(of: "Settings").filter { !["required", "none"].contains($0.value) }
    #expect(defaults.count > 20)
    try TinyRun.withFolder { folder in
      let url = folder.appendingPathComponent("least.yml")
      let text = """
        task: {reversal: {}}
        model: {width: 8, layers: 1, heads: 2, feedForwardWidth: 16}
        algorithm: {name: grpo}
        promptsPerUpdate: 4
        updates: 1
        """
      try Data(text.utf8).write(to: url)
      let least = try TrainingFile.read(url.path, overrides: [])
      let written = try TrainingFile.read(url.path, overrides: defaults.map { "\($0.name)=\($0.value)" })
      #expect(written == least)
    }
  }

  @Test func everyMetricHasARow() throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run")
      try TinyRun.train(run, updates: 1)
      let table = String(decoding: try TinyRun.bytes(run, "metrics.csv"), as: UTF8.self)
      let header = try #require(table.split(separator: "\n").first).split(separator: ",").map(String.init)
      let documented = Set(Self.rows(of: "Metrics").map(\.name))
      for name in header where !name.hasPrefix("success: ") {
        #expect(documented.contains(name), "\(name) has no row")
      }
    }
  }
}
