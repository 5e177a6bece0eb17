import RandomStreams

/// Walk from a start to a goal on an n × n grid, with all moves chosen before any is seen.
///
/// Prompt: x and y of the start, x and y of the goal, an equals sign; both are uniform, and may be the same cell.
/// Response: moves, and the end token. It succeeds if it ends on the goal and has never left the grid; detours are
/// allowed, as far as the response is not cut off. Solution: a shortest path, first along x, then along y.
///
/// Tokens: 0 … n − 1 are coordinates, then right (x + 1), left, up (y + 1), down, the equals sign and the end token.
public struct GridPath: LocallyVerifiedTask, Hashable {
  /// n ≥ 2.
  public let size: Int
  /// The length at which a response is cut off, end token included.
  public let responseLength: Int

  /// The task on a `size` × `size` grid.
  ///
  /// - Throws: ``TaskError`` unless the size is 2 or more and responses can reach every goal: 2 n − 1 tokens.
  public init(size: Int, responseLength: Int) throws {
    try TaskError.check("size", size, atLeast: 2)
    try TaskError.check("response length", responseLength, atLeast: 2 * size - 1)
    self.size = size
    self.responseLength = responseLength
  }

  private var tokens: GridTokens { GridTokens(size: size) }

  /// The coordinates, the moves, the equals sign and the end token.
  public var vocabulary: [String] { tokens.vocabulary }
  /// n + 5.
  public var endToken: Int { tokens.endToken }
  /// Two cells and an equals sign; every prompt is that long.
  public var maximumPromptLength: Int { 5 }
  /// ``responseLength``.
  public var maximumResponseLength: Int { responseLength }

  /// The distances |Δx| + |Δy| between start and goal, from 0.
  public var difficulties: [String] { (0...2 * (size - 1)).map { "distance \($0)" } }

  /// The distance between start and goal.
  public func difficulty(of prompt: [Int]) -> Int {
    abs(prompt[2] - prompt[0]) + abs(prompt[3] - prompt[1])
  }

  /// A prompt with a uniform start and a uniform goal.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    (0..<4).map { _ in stream.index(below: size) } + [tokens.equalsSign]
  }

  /// The moves along x, the moves along y, and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    moves(prompt[2] - prompt[0], forward: .right, back: .left)
      + moves(prompt[3] - prompt[1], forward: .up, back: .down) + [endToken]
  }

  /// As many random moves as a shortest path has, and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    tokens.randomMoves(difficulty(of: prompt), from: &stream) + [endToken]
  }

  /// Whether the response consists of moves inside the grid that lead to the goal, and the end token.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    guard response.last == endToken else { return false }
    var cell = GridCell(x: prompt[0], y: prompt[1])
    for token in response.dropLast() {
      guard let move = tokens.move(of: token) else { return false }
      cell = cell.moved(move)
      guard tokens.contains(cell) else { return false }
    }
    return cell == GridCell(x: prompt[2], y: prompt[3])
  }

  private func moves(_ difference: Int, forward: GridMove, back: GridMove) -> [Int] {
    Array(repeating: tokens.token(of: difference > 0 ? forward : back), count: abs(difference))
  }
}
