import RandomStreams

/// Walk through a maze on an n × n grid, told after every move where one stands.
///
/// Prompt: x and y of the goal, x and y of every wall, an equals sign, x and y of the start. The policy chooses a move;
/// the environment answers with x and y of the new cell, or of the old one where a wall or the edge of the grid stopped
/// the move, or where the token was no move. So the last two tokens before every choice are the present cell. A
/// response succeeds if the policy chooses the end token on the goal. Solution: a shortest path.
///
/// Tokens: 0 … n − 1 are coordinates, then right (x + 1), left, up (y + 1), down, the equals sign and the end token.
public struct Navigation: InteractiveTask, LocallyVerifiedTask, Hashable {
  /// n, between 2 and 10.
  public let size: Int
  /// The number of walls, each a cell, 0 … (n − 1)².
  public let walls: Int
  /// The lengths of the shortest paths of prompts, between 1 and 2 (n − 1).
  public let distances: ClosedRange<Int>
  /// The most moves of a response.
  public let moves: Int

  /// The task on a `size` × `size` grid with `walls` walls.
  ///
  /// - Throws: ``TaskError`` unless the parameters lie in their ranges and the most moves suffice for the longest
  ///   distance. Then there are prompts of every distance.
  public init(size: Int, walls: Int, distances: ClosedRange<Int>, moves: Int) throws {
    try TaskError.check("size", size, in: 2...10)
    try TaskError.check("walls", walls, in: 0...(size - 1) * (size - 1))
    try TaskError.check("distance", distances.lowerBound, in: 1...2 * (size - 1))
    try TaskError.check("distance", distances.upperBound, in: 1...2 * (size - 1))
    try TaskError.check("moves", moves, atLeast: distances.upperBound)
    self.size = size
    self.walls = walls
    self.distances = distances
    self.moves = moves
  }

  private var tokens: GridTokens { GridTokens(size: size) }

  /// The coordinates, the moves, the equals sign and the end token.
  public var vocabulary: [String] { tokens.vocabulary }
  /// n + 5.
  public var endToken: Int { tokens.endToken }
  /// Goal, walls, an equals sign and the start; every prompt is that long.
  public var maximumPromptLength: Int { 2 * walls + 5 }
  /// The most moves, each with the cell it leads to, and the end token.
  public var maximumResponseLength: Int { 3 * moves + 1 }

  /// The lengths of the shortest paths.
  public var difficulties: [String] { distances.map { "distance \($0)" } }

  /// The length of the shortest path.
  public func difficulty(of prompt: [Int]) -> Int { shortestPath(of: prompt).count - distances.lowerBound }

  /// A prompt whose start, goal and walls are different cells, uniform among those with a legal distance.
  ///
  /// Draws again until the distance is legal. Walls are listed by y, then x, so that equal mazes have equal prompts.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    let cells = (0..<size * size).map { GridCell(x: $0 % size, y: $0 / size) }
    while true {
      let chosen = stream.choose(walls + 2, of: cells)
      let maze = Maze(size: size, walls: Set(chosen.dropFirst(2)), start: chosen[0], goal: chosen[1])
      if let path = maze.shortestPath, distances.contains(path.count) {
        let listed = [chosen[1]] + cells.filter(maze.walls.contains)
        return listed.flatMap { [$0.x, $0.y] } + [tokens.equalsSign, chosen[0].x, chosen[0].y]
      }
    }
  }

  /// The moves of a shortest path, each followed by the cell it leads to, and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    response(playing: shortestPath(of: prompt).map(tokens.token(of:)) + [endToken], to: prompt)
  }

  /// As many random moves as a shortest path has, each followed by the cell it leads to, and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    let moves = tokens.randomMoves(shortestPath(of: prompt).count, from: &stream)
    return response(playing: moves + [endToken], to: prompt)
  }

  /// The cell after the last move.
  public func reply(to response: ArraySlice<Int>, of prompt: [Int]) -> [Int] {
    let cell = cell(after: response, in: maze(of: prompt))
    return [cell.x, cell.y]
  }

  /// Whether the environment wrote what stands in its places, and the end token stands on the goal.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    let maze = maze(of: prompt)
    return response.last == endToken && isPlayed(response, to: prompt)
      && cell(after: response.dropLast(), in: maze) == maze.goal
  }

  /// Every third token of a response is the policy's; those that are no move leave the cell.
  private func cell(after response: ArraySlice<Int>, in maze: Maze) -> GridCell {
    stride(from: response.startIndex, to: response.endIndex, by: 3).reduce(maze.start) { cell, position in
      tokens.move(of: response[position]).map { maze.cell(after: $0, from: cell) } ?? cell
    }
  }

  private func shortestPath(of prompt: [Int]) -> [GridMove] {
    guard let path = maze(of: prompt).shortestPath else {
      preconditionFailure("walls do not cut the goal of a prompt off")
    }
    return path
  }

  private func maze(of prompt: [Int]) -> Maze {
    let cells = stride(from: 0, to: 2 * walls + 2, by: 2).map { GridCell(x: prompt[$0], y: prompt[$0 + 1]) }
    return Maze(
      size: size, walls: Set(cells.dropFirst()),
      start: GridCell(x: prompt[prompt.count - 2], y: prompt[prompt.count - 1]),
      goal: cells[0])
  }
}
