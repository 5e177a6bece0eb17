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

  /// 4 to 12 digits modulo 5.
  @Test func twelveDigitsFit() throws {
    let task = try RunningSum(modulus: 5, digits: 4...12)
    let prompt = [4, 3, 2, 1, 0, 4, 3, 2, 1, 0, 4, 3, 5]
    #expect(task.solution(to: prompt) == [4, 2, 4, 0, 0, 4, 2, 4, 0, 0, 4, 2, 6])
    #expect(task.difficulty(of: prompt) == 8)
    #expect(task.maximumPromptLength == 13 && task.maximumResponseLength == 13)
    #expect(task.difficulties.count == 9)
  }

  /// The sum of one digit is that digit; any token may stand before it.
  @Test func everyTinyResponseIsJudgedRight() throws {
    let task = try RunningSum(modulus: 2, digits: 1...1)
    #expect(try task.everySuccess(prompt: [1, 2], upTo: 3) == [[1, 3]] + (0..<4).map { [$0, 1, 3] })
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
