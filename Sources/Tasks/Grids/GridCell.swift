/// A cell of a square grid; x grows to the right, y upwards.
struct GridCell: Hashable {
  var x: Int
  var y: Int

  func moved(_ move: GridMove) -> GridCell {
    switch move {
    case .right: GridCell(x: x + 1, y: y)
    case .left: GridCell(x: x - 1, y: y)
    case .up: GridCell(x: x, y: y + 1)
    case .down: GridCell(x: x, y: y - 1)
    }
  }
}
