import Tasks
import Testing

/// Tokens of a 4 × 4 grid: right 4, left 5, up 6, down 7, equals sign 8, end 9.
@Suite("Paths on a grid")
struct GridPathTests {
  let task: GridPath

  init() throws {
    task = try GridPath(size: 4, responseLength: 10)
  }

  @Test func solutionsWalkAlongXThenAlongY() {
    #expect(task.solution(to: [0, 3, 2, 1, 8]) == [4, 4, 7, 7, 9])
    #expect(task.solution(to: [2, 1, 2, 1, 8]) == [9])
    #expect(task.difficulty(of: [0, 3, 2, 1, 8]) == 4)
    #expect(task.difficulties.count == 7)
  }

  @Test func detoursSucceedAndLeavingTheGridFails() {
    let prompt = [0, 0, 1, 0, 8]
    #expect(task.isSuccess(prompt: prompt, response: [6, 4, 7, 9]))
    #expect(!task.isSuccess(prompt: prompt, response: [5, 4, 4, 9]), "left the grid and came back")
    #expect(!task.isSuccess(prompt: prompt, response: [4, 4, 9]), "walked past the goal")
    #expect(!task.isSuccess(prompt: prompt, response: [4]), "cut off on the goal")
    #expect(!task.isSuccess(prompt: prompt, response: [4, 8, 9]), "an equals sign is no move")
  }

  /// On a 2 × 2 grid, a ring of four cells, 1 walk of one and 4 walks of three moves lead to a neighbour.
  @Test func everyTinyResponseIsJudgedRight() throws {
    let task = try GridPath(size: 2, responseLength: 4)
    let successes = try task.everySuccess(prompt: [0, 0, 1, 0, 6], upTo: 4)
    #expect(successes.count == 5)
    #expect(successes.first == [2, 7])
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try GridPath(size: 1, responseLength: 10)
    } throws: {
      "\($0)" == "size is 1; it must be 2 or more"
    }
    #expect {
      _ = try GridPath(size: 4, responseLength: 6)
    } throws: {
      "\($0)" == "response length is 6; it must be 7 or more"
    }
  }
}
