/// A step from a cell of a grid to its neighbour.
enum GridMove: Int, CaseIterable {
  case right, left, up, down
}
