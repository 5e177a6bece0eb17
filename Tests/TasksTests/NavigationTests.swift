import RandomStreams
import Tasks
import Testing

/// Tokens of a 3 × 3 grid: right 3, left 4, up 5, down 6, equals sign 7, end 8.
@Suite("Navigation")
struct NavigationTests {
  let task: Navigation
  /// From (0, 0) to (2, 0) around walls at (1, 0) and (1, 1).
  let prompt = [2, 0, 1, 0, 1, 1, 7, 0, 0]

  init() throws {
    task = try Navigation(size: 3, walls: 2, distances: 1...4, moves: 8)
  }

  @Test func theEnvironmentAnswersWithThePresentCell() {
    #expect(task.reply(to: [5], of: prompt) == [0, 1])
    #expect(task.reply(to: [3], of: prompt) == [0, 0], "a wall")
    #expect(task.reply(to: [4], of: prompt) == [0, 0], "the edge")
    #expect(task.reply(to: [7], of: prompt) == [0, 0], "no move")
    #expect(task.reply(to: [5, 0, 1, 5], of: prompt) == [0, 2])
  }

  /// Up, up, right, right, down, down is the only shortest path, longer than the prompts of this task have.
  @Test func solutionsGoAroundWalls() throws {
    let response = [5, 0, 1, 5, 0, 2, 3, 1, 2, 3, 2, 2, 6, 2, 1, 6, 2, 0, 8]
    #expect(task.solution(to: prompt) == response)
    let mask = task.mask(of: response, to: prompt)
    #expect(mask == (0..<19).map { $0 % 3 == 0 })
    #expect(task.actions(of: response, to: prompt) == [5, 5, 3, 3, 6, 6, 8])
    #expect(task.isSuccess(prompt: prompt, response: response))
  }

  @Test func whatTheEnvironmentWouldNotHaveWrittenFails() {
    let response = task.solution(to: prompt)
    for position in response.indices where position % 3 != 0 {
      var forged = response
      forged[position] = (response[position] + 1) % 3
      #expect(!task.isSuccess(prompt: prompt, response: forged))
    }
    #expect(!task.isSuccess(prompt: prompt, response: [3, 2, 0, 8]), "the goal is claimed")
    #expect(!task.isSuccess(prompt: prompt, response: [5, 5, 3, 3, 6, 6, 8]), "no replies")
    #expect(!task.isSuccess(prompt: prompt, response: [5, 0, 1, 8]), "stopped early")
  }

  /// From (0, 0) to (1, 0) on 2 × 2: one way with one move, and ten with two.
  ///
  /// With two, one moves and the other stays: at the start five tokens stay (left, down and three that are no move), at
  /// the goal five, too.
  @Test func everyTinyEpisodeIsJudgedRight() throws {
    let task = try Navigation(size: 2, walls: 0, distances: 1...2, moves: 2)
    let prompt = [1, 0, 6, 0, 0]
    let actions = task.everyResponse(upTo: 3).filter { $0.last == 7 && $0.count { $0 == 7 } == 1 }
    let successes = actions.filter {
      task.isSuccess(prompt: prompt, response: task.response(playing: $0, to: prompt))
    }
    #expect(successes.count == 11)
    #expect(try task.everySuccess(prompt: prompt, upTo: 4) == [[2, 1, 0, 7]])
  }

  @Test func promptsListDifferentCells() {
    for index in 0..<200 {
      var stream = StreamPath(seed: 6)[index].stream()
      let prompt = task.prompt(from: &stream)
      let cells = [[0, 1], [2, 3], [4, 5], [7, 8]].map { pair in pair.map { prompt[$0] } }
      #expect(Set(cells).count == 4 && prompt[6] == 7)
    }
    let idle = task.response(playing: Array(repeating: 7, count: 20), to: prompt)
    #expect(idle.count == task.maximumResponseLength && task.mask(of: idle, to: prompt).last == true)
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try Navigation(size: 3, walls: 5, distances: 1...4, moves: 8)
    } throws: {
      "\($0)" == "walls is 5; it must be between 0 and 4"
    }
    #expect {
      _ = try Navigation(size: 3, walls: 2, distances: 1...5, moves: 8)
    } throws: {
      "\($0)" == "distance is 5; it must be between 1 and 4"
    }
    #expect {
      _ = try Navigation(size: 3, walls: 2, distances: 1...4, moves: 3)
    } throws: {
      "\($0)" == "moves is 3; it must be 4 or more"
    }
  }
}
