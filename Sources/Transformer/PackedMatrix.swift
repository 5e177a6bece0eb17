/// A matrix B [depth × columns] cut into panels of as many columns as a tile has, so that tiles read it in order.
///
/// The last panel is filled up with zeros.
final class PackedMatrix {
  private let memory = FloatBuffer()
  private(set) var depth = 0
  private(set) var columns = 0

  /// The floats it holds.
  var floatCount: Int { memory.capacity }

  /// The number of panels.
  var panelCount: Int { (columns + MatrixTile.columns - 1) / MatrixTile.columns }

  /// The first element of a panel, [depth × tile columns].
  func panel(_ index: Int) -> UnsafePointer<Real> {
    UnsafePointer(memory.start) + index * depth * MatrixTile.columns
  }

  /// Takes B, [depth × columns].
  func pack(_ b: UnsafePointer<Real>, depth: Int, columns: Int) {
    eachPanel(depth, columns) { start, count, target in
      for k in 0..<depth {
        (target + k * MatrixTile.columns).update(from: b + k * columns + start, count: count)
      }
    }
  }

  /// Takes the transpose of B, [columns × depth] with `stride` elements from row to row.
  func packTransposed(_ b: UnsafePointer<Real>, depth: Int, columns: Int, stride: Int? = nil) {
    let stride = stride ?? depth
    eachPanel(depth, columns) { start, count, target in
      for j in 0..<count {
        let source = b + (start + j) * stride
        for k in 0..<depth { target[k * MatrixTile.columns + j] = source[k] }
      }
    }
  }

  /// Makes room, clears what the last panel has too much, and visits the panels: first column, number of columns, first
  /// element.
  private func eachPanel(
    _ depth: Int, _ columns: Int, _ copy: (Int, Int, UnsafeMutablePointer<Real>) -> Void
  ) {
    (self.depth, self.columns) = (depth, columns)
    let width = MatrixTile.columns
    memory.reserve(panelCount * depth * width)
    for panel in 0..<panelCount {
      let target = memory.start + panel * depth * width
      let count = min(width, columns - panel * width)
      if count < width { target.update(repeating: 0, count: depth * width) }
      copy(panel * width, count, target)
    }
  }
}
