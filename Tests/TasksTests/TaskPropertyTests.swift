import RandomStreams
import Tasks
import Testing

@Suite("What every task promises")
struct TaskPropertyTests {
  static let tasks: [any VerifiableTask] = {
    let named = try? TaskCatalogue.entries.filter { $0.name != "external" }
      .map { try TaskSpecification($0.name).makeTask() }
    let others: [any VerifiableTask]? = try? [
      RunningSum(modulus: 2, digits: 1...1), Addition(base: 3, digits: 1...3, modulus: 5),
      Reversal(symbols: 2, lengths: 1...1), Sorting(symbols: 3, lengths: 4...4),
      GridPath(size: 2, responseLength: 3), Countdown(numbers: 2...5, largestTarget: 45),
      Navigation(size: 2, walls: 1, distances: 1...2, moves: 2), KeyStore(keys: 2, hops: 1...1),
    ]
    return (named ?? []) + (others ?? [])
  }()

  static func prompts(of task: any VerifiableTask, count: Int = 300) -> [[Int]] {
    (0..<count).map { index in
      var stream = StreamPath(seed: 11)["prompt"][index].stream()
      return task.prompt(from: &stream)
    }
  }

  @Test func thereAreAllTasks() { #expect(Self.tasks.count == 16) }

  @Test func vocabulariesNameEveryTokenOnce() {
    for task in Self.tasks {
      #expect(Set(task.vocabulary).count == task.vocabularySize)
      #expect(task.vocabulary[task.endToken] == "<end>")
    }
  }

  @Test func promptsLieInTheVocabularyAndHaveEveryDifficulty() {
    for task in Self.tasks {
      let prompts = Self.prompts(of: task)
      #expect(Set(prompts.map(task.difficulty)) == Set(task.difficulties.indices), "\(task)")
      #expect(prompts.map(\.count).max() == task.maximumPromptLength, "\(task)")
      for prompt in prompts {
        #expect(!prompt.isEmpty && prompt.allSatisfy { (0..<task.vocabularySize).contains($0) })
        #expect(!prompt.contains(task.endToken))
      }
    }
  }

  @Test func equalStreamsGiveEqualPrompts() {
    for task in Self.tasks { #expect(Self.prompts(of: task) == Self.prompts(of: task)) }
  }

  @Test func solutionsSucceedAndFailWithoutTheirEndOrWithAnother() throws {
    for task in Self.tasks {
      for prompt in Self.prompts(of: task, count: 100) {
        let solution = task.solution(to: prompt)
        #expect(solution.count <= task.maximumResponseLength)
        #expect(solution.allSatisfy { (0..<task.vocabularySize).contains($0) })
        #expect(solution.firstIndex(of: task.endToken) == solution.count - 1)
        let responses = [solution, Array(solution.dropLast()), solution + [task.endToken], []]
        let outcomes = try task.outcomes(of: responses.map { TaskResponse(prompt: prompt, response: $0) })
        #expect(outcomes == [true, false, false, false], "\(task) \(task.text(of: prompt))")
      }
    }
  }

  /// The form of a solution is its length and its end.
  @Test func formattedResponsesHaveTheFormOfSolutions() {
    for task in Self.tasks {
      for (index, prompt) in Self.prompts(of: task, count: 100).enumerated() {
        var stream = StreamPath(seed: 12)["format"][index].stream()
        let response = task.formattedResponse(to: prompt, from: &stream)
        #expect(response.count == task.solution(to: prompt).count)
        #expect(response.firstIndex(of: task.endToken) == response.count - 1)
        #expect(response.allSatisfy { (0..<task.vocabularySize).contains($0) })
      }
    }
  }

  /// Random content is right now and then where there is little of it, and wrong now and then.
  @Test func formattedResponsesSucceedSometimes() throws {
    for task in Self.tasks where task.vocabularySize <= 20 {
      let responses = Self.prompts(of: task, count: 2_000).enumerated().map { index, prompt in
        var stream = StreamPath(seed: 13)["format"][index].stream()
        return TaskResponse(prompt: prompt, response: task.formattedResponse(to: prompt, from: &stream))
      }
      #expect(Set(try task.outcomes(of: responses)) == [false, true], "\(task)")
    }
  }
}
