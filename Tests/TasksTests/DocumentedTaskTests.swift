import Foundation
import RandomStreams
import Tasks
import Testing

/// What docs/tasks.md shows is what runs.
@Suite("The page on tasks")
struct DocumentedTaskTests {
  static let page: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("docs/tasks.md"), encoding: .utf8)) ?? ""
  }()

  /// The blocks of code of a language.
  static func blocks(_ language: String) -> [String] {
    page.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  @Test func itsTaskInSwiftIsTheOneTestedHere() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Parity.swift")
    #expect(Self.blocks("swift") == [try String(contentsOf: file, encoding: .utf8)])
    let task = Parity()
    for prompt in TaskPropertyTests.prompts(of: task, count: 50) {
      #expect(task.isSuccess(prompt: prompt, response: task.solution(to: prompt)))
      #expect(task.difficulties.indices.contains(task.difficulty(of: prompt)))
    }
    #expect(task.solution(to: [1, 0, 1, 1, 2]) == [4, 5])
  }

  /// Every row of the table of examples: task, prompt, response.
  @Test func itsExamplesSucceed() throws {
    let names = TaskCatalogue.entries.map(\.name).filter { $0 != "external" }
    for name in names {
      let section = try #require(
        Self.page.components(separatedBy: "## `\(name)`\n").dropFirst().first?.components(
          separatedBy: "\n## ")[0])
      let lines = section.components(separatedBy: "```text\n").dropFirst().first?
        .components(separatedBy: "```")[0].split(separator: "\n")
      let pair = try #require(lines)
      #expect(
        pair.count == 2 && pair[0].hasPrefix("prompt    ") && pair[1].hasPrefix("response  "), "\(name)")
      let task = try TaskSpecification(name).makeTask()
      let tokens = try pair.map { line in
        try line.split(separator: " ").dropFirst().map {
          try #require(task.vocabulary.firstIndex(of: String($0)))
        }
      }
      let outcomes = try task.outcomes(of: [TaskResponse(prompt: tokens[0], response: tokens[1])])
      #expect(outcomes == [true], "\(name)")
      #expect(
        tokens[0].count == task.maximumPromptLength && task.solution(to: tokens[0]) == tokens[1], "\(name)")
      let entry = try #require(TaskCatalogue.entry(named: name))
      for parameter in entry.parameters {
        guard case .takes(let value) = parameter.absence else { continue }
        #expect(section.contains("`\(parameter.name)` \(value)"), "\(name) lacks \(parameter.name) \(value)")
      }
    }
  }

  @Test(.enabled(if: Self.pythonIsThere)) func itsVerifierInPythonVerifies() throws {
    let program = try #require(Self.blocks("python").first)
    let verifier = try ExternalVerifier(command: ["python3", "-c", program], timeLimit: 60)
    let outcomes = try verifier.outcomes(of: [
      (["3", "+", "4", "="], ["7", "<end>"]), (["3", "+", "4", "="], ["8", "<end>"]),
      (["1", "2", "+", "4", "="], ["1", "6", "<end>"]), (["1", "+", "1", "="], ["<end>"]),
    ])
    #expect(outcomes == [true, false, true, false])
  }

  static let pythonIsThere: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "pass"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
