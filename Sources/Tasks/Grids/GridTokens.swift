import RandomStreams

/// The tokens of tasks on an n × n grid.
///
/// 0 … n − 1 are coordinates, then right, left, up, down, the equals sign and the end token.
struct GridTokens {
  let size: Int

  var vocabulary: [String] {
    (0..<size).map(String.init) + GridMove.allCases.map { "\($0)" } + ["=", "<end>"]
  }
  var equalsSign: Int { size + GridMove.allCases.count }
  var endToken: Int { equalsSign + 1 }

  func contains(_ cell: GridCell) -> Bool {
    (0..<size).contains(cell.x) && (0..<size).contains(cell.y)
  }

  func token(of move: GridMove) -> Int { size + move.rawValue }

  /// The move that a token stands for; nil for other tokens.
  func move(of token: Int) -> GridMove? { GridMove(rawValue: token - size) }

  func randomMoves(_ count: Int, from stream: inout RandomStream) -> [Int] {
    (0..<count).map { _ in size + stream.index(below: GridMove.allCases.count) }
  }
}
