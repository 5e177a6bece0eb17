import Tasks
import Testing

@Suite("Addition")
struct AdditionTests {
  let task: Addition

  init() throws {
    task = try Addition(digits: 1...3)
  }

  /// 47 + 85 = 132: 7 + 5 = 2 carry 1, 4 + 8 + 1 = 3 carry 1.
  @Test func theSolutionCarriesFromTheLowestDigitUp() {
    let prompt = [7, 5, 4, 8, 10, 10, 10]
    #expect(task.solution(to: prompt) == [2, 1, 3, 1, 10, 1, 3, 2, 11])
    #expect(task.difficulty(of: prompt) == 1)
    #expect(task.maximumPromptLength == 7 && task.maximumResponseLength == 12)
  }

  /// 132 mod 50 = 32, and the steps stay those of the sum.
  @Test func aModulusReducesTheAnswerAlone() throws {
    let task = try Addition(digits: 1...3, modulus: 50)
    #expect(task.solution(to: [7, 5, 4, 8, 10, 10, 10]) == [2, 1, 3, 1, 10, 0, 3, 2, 11])
  }

  /// 3 + 2 = 5 = 101 in base 2, and 011 + 010 has one digit more than its numbers.
  @Test func otherBasesCarryToo() throws {
    let task = try Addition(base: 2, digits: 2...2)
    #expect(task.solution(to: [1, 0, 1, 1, 2]) == [1, 0, 0, 1, 2, 1, 0, 1, 3])
  }

  @Test func onlyTheAnswerCounts() {
    let prompt = [7, 5, 4, 8, 10, 10, 10]
    #expect(task.isSuccess(prompt: prompt, response: [10, 1, 3, 2, 11]), "no steps")
    #expect(task.isSuccess(prompt: prompt, response: [9, 9, 10, 0, 10, 1, 3, 2, 11]), "the last equals sign")
    #expect(!task.isSuccess(prompt: prompt, response: [2, 1, 3, 1, 10, 1, 3, 3, 11]))
    #expect(!task.isSuccess(prompt: prompt, response: [2, 1, 3, 1, 10, 0, 1, 3, 2, 11]), "a zero too many")
    #expect(!task.isSuccess(prompt: prompt, response: [1, 3, 2, 11]), "no equals sign")
    #expect(!task.isSuccess(prompt: prompt, response: [10, 1, 3, 2]), "cut off")
  }

  /// 1 + 1 = 10 in base 2: the answer stands alone, or behind any one token.
  @Test func everyTinyResponseIsJudgedRight() throws {
    let task = try Addition(base: 2, digits: 1...1)
    let successes = try task.everySuccess(prompt: [1, 1, 2], upTo: 5)
    #expect(successes == [[2, 1, 0, 3]] + (0..<4).map { [$0, 2, 1, 0, 3] })
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try Addition(base: 1, digits: 1...2)
    } throws: {
      "\($0)" == "base is 1; it must be between 2 and 100"
    }
    // 10¹⁸ is the largest power below 2⁶³.
    #expect {
      _ = try Addition(digits: 1...18)
    } throws: {
      "\($0)" == "digit count is 18; it must be between 1 and 17"
    }
    #expect {
      _ = try Addition(digits: 1...2, modulus: 1)
    } throws: {
      "\($0)" == "modulus is 1; it must be 2 or more"
    }
  }
}
