import Foundation
import RandomStreams
import Tasks
import Testing

@Suite("Tasks from files")
struct ExternalTaskTests {
  static let vocabulary = ["3", "4", "7", "8", "+", "=", "<end>"]

  static func task(
    _ lines: String, vocabulary: [String] = vocabulary, endToken: String = "<end>", responseLength: Int = 3
  ) throws -> ExternalTask {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(lines.utf8).write(to: file)
    do {
      return try ExternalTask(
        vocabulary: vocabulary, endToken: endToken, promptFile: file.path, responseLength: responseLength,
        verifier: ["sh", "-c", ExternalVerifierTests.sevens], timeLimit: 60)
    } catch let error as ExternalTaskError {
      // The name of the file is another in every run.
      throw Named("\(error)".replacing(file.path, with: "prompts.jsonl"))
    }
  }

  struct Named: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  static let file = """
    {"prompt":["3","+","4","="],"difficulty":"easy","solution":["7","<end>"]}

    {"prompt":["4","+","4","="],"difficulty":"hard","solution":["8","<end>"]}
    {"prompt":["3","="],"difficulty":"easy","solution":["3","<end>"]}
    """

  @Test func promptsDifficultiesAndSolutionsAreThoseOfTheFile() throws {
    let task = try Self.task(Self.file)
    #expect(task.difficulties == ["easy", "hard"])
    #expect(task.maximumPromptLength == 4 && task.maximumResponseLength == 3)
    #expect(task.difficulty(of: [1, 4, 1, 5]) == 1)
    #expect(task.solution(to: [0, 4, 1, 5]) == [2, 6])
    #expect(Set(TaskPropertyTests.prompts(of: task)) == [[0, 4, 1, 5], [1, 4, 1, 5], [0, 5]])
    try task.requireSolutions()
    var stream = StreamPath(seed: 1).stream()
    let formatted = (0..<100).map { _ in task.formattedResponse(to: [0, 5], from: &stream) }
    #expect(Set(formatted) == [[2, 6], [3, 6], [0, 6]])
  }

  /// The verifier of these tests accepts what begins with "7"; it is not asked about what was cut off.
  @Test func theVerifierJudgesWhatEnds() throws {
    let task = try Self.task(Self.file)
    let responses = [[2, 6], [2, 2, 2], [3, 6], [], [2, 2, 6]]
    let outcomes = try task.outcomes(of: responses.map { TaskResponse(prompt: [0, 4, 1, 5], response: $0) })
    #expect(outcomes == [true, false, false, false, true])
  }

  @Test func solutionsAndDifficultiesMayBeMissing() throws {
    let task = try Self.task("{\"prompt\":[\"3\"]}\n")
    #expect(task.difficulties == ["all"] && task.difficulty(of: [0]) == 0)
    #expect {
      try task.requireSolutions()
    } throws: {
      "\($0)".hasSuffix(
        " have no solutions, which warm-up imitates; add a solution to every line, or do without warm-up")
    }
  }

  @Test(arguments: [
    (
      "{\"prompt\":\"3\"}",
      "this is no prompt; write {\"prompt\":[…],\"difficulty\":\"…\",\"solution\":[…]} with lists of token texts; the last"
        + " two may be left out"
    ),
    (
      "{\"prompt\":[\"3\"],\"answer\":1}",
      "there is no key \"answer\"; the keys are prompt, difficulty, solution"
    ),
    ("{\"prompt\":[]}", "the prompt is empty; give it at least one token"),
    ("{\"prompt\":[\"5\"]}", "the vocabulary has no token \"5\"; add it, or spell it as there"),
    (
      "{\"prompt\":[\"3\",\"+\",\"4\",\"=\"],\"difficulty\":\"easy\"}",
      "the prompt is that of line 1; write every prompt once"
    ),
    (
      "{\"prompt\":[\"3\"]}",
      "difficulty is missing, though other lines have it; give it in every line or in none"
    ),
    (
      "{\"prompt\":[\"3\"],\"difficulty\":\"easy\"}",
      "solution is missing, though other lines have it; give it in every line or in none"
    ),
    (
      "{\"prompt\":[\"3\"],\"difficulty\":\"easy\",\"solution\":[\"7\"]}",
      "the solution must end with <end>, and have it nowhere else; append it"
    ),
    (
      "{\"prompt\":[\"3\"],\"difficulty\":\"easy\",\"solution\":[\"7\",\"7\",\"7\",\"<end>\"]}",
      "the solution has 4 tokens, and responses are cut off at 3; raise responseLength"
    ),
  ])
  func wrongLinesAreNamed(line: String, problem: String) {
    #expect {
      _ = try Self.task(Self.file + "\n" + line)
    } throws: {
      "\($0)" == "prompts.jsonl, line 5: \(problem)"
    }
  }

  @Test func wrongVocabulariesAndFilesAreNamed() {
    #expect {
      _ = try Self.task(Self.file, vocabulary: ["3", "3"])
    } throws: {
      "\($0)" == "the vocabulary has \"3\" twice; give every token its own text"
    }
    #expect {
      _ = try Self.task(Self.file, endToken: "stop")
    } throws: {
      "\($0)" == "the end token \"stop\" is not in the vocabulary; add it"
    }
    #expect {
      _ = try Self.task("\n \n")
    } throws: {
      "\($0)" == "prompts.jsonl has no prompts; write one JSON object a line"
    }
    #expect {
      _ = try ExternalTask(
        vocabulary: ["3"], endToken: "3", promptFile: "no/such.jsonl", responseLength: 1, verifier: ["sh"])
    } throws: {
      "\($0)" == "no/such.jsonl cannot be read; is it a file, and may you read it?"
    }
    #expect {
      _ = try Self.task(Self.file, responseLength: 0)
    } throws: {
      "\($0)" == "response length is 0; it must be 1 or more"
    }
  }
}
