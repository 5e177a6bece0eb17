import RandomStreams
import Tasks
import Testing

@Suite("Running sum")
struct RunningSumTests {
  let task: RunningSum

  init() throws {
    task = try RunningSum(modulus: 5, digits: 2...4)
  }

  @Test func solutionsAreTheRunningSumsAndSucceed() {
    #expect(task.solution(to: [3, 4, 4, 5, 5]) == [3, 2, 1, 6])
    for index in 0..<200 {
      var stream = StreamPath(seed: 2)["prompt"][index].stream()
      let prompt = task.prompt(from: &stream)
      let solution = task.solution(to: prompt)
      #expect(prompt.count == task.maximumPromptLength)
      #expect(solution.count <= task.maximumResponseLength)
      #expect((prompt + solution).allSatisfy { (0..<task.vocabularySize).contains($0) })
      #expect(task.isSuccess(prompt: prompt, response: solution))
    }
  }

  @Test func onlyTheSymbolBeforeTheEndCounts() {
    let prompt = [3, 4, 4, 5, 5]
    #expect(task.isSuccess(prompt: prompt, response: [1, 6]))
    #expect(task.isSuccess(prompt: prompt, response: [0, 0, 0, 1, 6]))
    #expect(!task.isSuccess(prompt: prompt, response: [3, 2, 0, 6]))
    #expect(!task.isSuccess(prompt: prompt, response: [3, 2, 1]), "cut off before its end")
    #expect(!task.isSuccess(prompt: prompt, response: [6]))
    #expect(!task.isSuccess(prompt: prompt, response: []))
  }

  @Test func promptsHaveEveryNumberOfDigits() {
    var counts = Set<Int>()
    for index in 0..<100 {
      var stream = StreamPath(seed: 3)[index].stream()
      counts.insert(task.prompt(from: &stream).count { $0 < 5 })
    }
    #expect(counts == [2, 3, 4])
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try RunningSum(modulus: 1, digits: 2...4)
    } throws: {
      "\($0)" == "modulus is 1; it must be 2 or more"
    }
    #expect {
      _ = try RunningSum(modulus: 5, digits: 0...4)
    } throws: {
      "\($0)" == "digit count is 0; it must be 1 or more"
    }
  }
}
