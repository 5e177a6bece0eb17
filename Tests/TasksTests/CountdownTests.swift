import RandomStreams
import Tasks
import Testing

/// Tokens: + 10, - 11, * 12, equals sign 13, end 14.
@Suite("Countdown")
struct CountdownTests {
  let task: Countdown

  init() throws {
    task = try Countdown(numbers: 2...4)
  }

  /// 3 * 5 - 2 = 13, and nothing with 3 + 5 or 3 - 5 first is.
  @Test func solutionsAreTheFirstExpressionThatReachesTheTarget() {
    #expect(task.solution(to: [3, 5, 2, 13, 1, 3, 13]) == [3, 12, 5, 11, 2, 14])
    #expect(task.solution(to: [4, 4, 13, 13, 0, 8, 13]) == [4, 10, 4, 14])
    #expect(task.difficulty(of: [3, 5, 2, 13, 1, 3, 13]) == 1)
  }

  @Test func everyExpressionOfTheNumbersWithTheValueSucceeds() {
    let prompt = [3, 5, 2, 13, 1, 3, 13]
    #expect(task.isSuccess(prompt: prompt, response: [5, 12, 3, 11, 2, 14]))
    #expect(!task.isSuccess(prompt: prompt, response: [3, 10, 5, 12, 2, 14]), "(3 + 5) * 2 = 16")
    #expect(!task.isSuccess(prompt: prompt, response: [5, 12, 2, 10, 3]), "5 * 2 + 3 = 13, cut off")
    #expect(task.isSuccess(prompt: prompt, response: [5, 12, 2, 10, 3, 14]))
    #expect(!task.isSuccess(prompt: prompt, response: [9, 10, 2, 10, 2, 14]), "other numbers")
    #expect(!task.isSuccess(prompt: prompt, response: [3, 12, 5, 11, 2, 14, 14]))
    #expect(!task.isSuccess(prompt: prompt, response: [3, 5, 12, 11, 2, 14]), "postfix")
  }

  @Test func valuesOnTheWayMayBeNegative() {
    // (1 − 9 + 8) × 5 = 0.
    #expect(task.isSuccess(prompt: [1, 9, 8, 5, 0, 0, 13], response: [1, 11, 9, 10, 8, 12, 5, 14]))
  }

  /// 2 and 3 make 5 and 6 in two ways each, 1 in one, and 7 in none.
  @Test func everyTinyResponseIsJudgedRight() throws {
    let task = try Countdown(numbers: 2...2, largestTarget: 18)
    let ways = try [5, 6, 1, 7].map { try task.everySuccess(prompt: [2, 3, 0, $0, 13], upTo: 4) }
    #expect(ways[0] == [[2, 10, 3, 14], [3, 10, 2, 14]])
    #expect(ways[1] == [[2, 12, 3, 14], [3, 12, 2, 14]])
    #expect(ways[2] == [[3, 11, 2, 14]])
    #expect(ways[3].isEmpty)
  }

  @Test func targetsAreInRangeAndWrittenWithAllDigits() throws {
    let task = try Countdown(numbers: 2...3, largestTarget: 100)
    for index in 0..<200 {
      var stream = StreamPath(seed: 5)[index].stream()
      let prompt = task.prompt(from: &stream)
      #expect(prompt.count == 7)
      #expect(prompt[3...5].reduce(0) { 10 * $0 + $1 } <= 100)
      #expect(prompt.prefix(3).allSatisfy { (1...9).contains($0) || $0 == 13 })
    }
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try Countdown(numbers: 1...4)
    } throws: {
      "\($0)" == "number count is 1; it must be between 2 and 5"
    }
    #expect {
      _ = try Countdown(numbers: 2...6)
    } throws: {
      "\($0)" == "number count is 6; it must be between 2 and 5"
    }
    #expect {
      _ = try Countdown(numbers: 2...4, largestTarget: 35)
    } throws: {
      "\($0)" == "largest target is 35; it must be between 36 and 9999"
    }
  }
}
