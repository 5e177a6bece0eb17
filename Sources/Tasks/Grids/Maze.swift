/// A square grid with walls, a start and a goal.
struct Maze {
  let size: Int
  let walls: Set<GridCell>
  let start: GridCell
  let goal: GridCell

  /// Where a move leads: a wall or the edge of the grid leaves one where one is.
  func cell(after move: GridMove, from cell: GridCell) -> GridCell {
    let next = cell.moved(move)
    return GridTokens(size: size).contains(next) && !walls.contains(next) ? next : cell
  }

  /// A shortest path from the start to the goal, found breadth first; nil if walls cut the goal off.
  ///
  /// Of several it is the first in the order right, left, up, down of their moves.
  var shortestPath: [GridMove]? {
    var paths: [GridCell: [GridMove]] = [start: []]
    var queue = [start]
    var position = 0
    while position < queue.count, paths[goal] == nil {
      let cell = queue[position]
      position += 1
      for move in GridMove.allCases {
        let next = self.cell(after: move, from: cell)
        guard paths[next] == nil else { continue }
        paths[next] = (paths[cell] ?? []) + [move]
        queue.append(next)
      }
    }
    return paths[goal]
  }
}
