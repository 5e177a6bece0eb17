/// Nodes on an interval that is cut at some places, so that functions may jump there, with polynomial interpolation inside
/// every piece.
///
/// Nodes of a piece are equally spaced and include both of its ends; values between them are those of the polynomial of
/// degree 5 through the nearest six, which for smooth functions has an error of order h⁶.
struct PiecewiseGrid: Sendable {
  /// How many nodes a value is interpolated from.
  static let stencilSize = 6

  private struct Piece {
    let lower: Double
    let spacing: Double
    let firstNode: Int
    let nodeCount: Int
  }

  /// The nodes; the ends of neighbouring pieces are two nodes at one place.
  let nodes: [Double]
  /// Where a function of the nodes is asked for its value: the ends of pieces belong to the inside.
  let insideNodes: [Double]
  private let pieces: [Piece]

  /// A grid between two bounds.
  ///
  /// - Parameters:
  ///   - bounds: the interval.
  ///   - cuts: where it is cut, in rising order; those outside are ignored.
  ///   - spacing: the largest distance of nodes.
  init(bounds: ClosedRange<Double>, cuts: [Double], spacing: Double) {
    let inner = cuts.filter { $0 > bounds.lowerBound && $0 < bounds.upperBound }
    let ends = [bounds.lowerBound] + inner + [bounds.upperBound]
    var pieces: [Piece] = []
    var nodes: [Double] = []
    var insideNodes: [Double] = []
    for (lower, upper) in zip(ends, ends.dropFirst()) {
      let intervals = max(Self.stencilSize - 1, Int(((upper - lower) / spacing).rounded(.up)))
      let step = (upper - lower) / Double(intervals)
      pieces.append(
        Piece(lower: lower, spacing: step, firstNode: nodes.count, nodeCount: intervals + 1))
      for index in 0...intervals {
        let node = index == intervals ? upper : lower + Double(index) * step
        nodes.append(node)
        insideNodes.append(min(max(node, lower + 1e-9 * step), upper - 1e-9 * step))
      }
    }
    self.pieces = pieces
    self.nodes = nodes
    self.insideNodes = insideNodes
  }

  /// The weights of nodes in the value at a place, which is moved inside the bounds first.
  func weights(at place: Double) -> (first: Int, weights: [Double]) {
    let piece = pieces.last { $0.lower <= place } ?? pieces[0]
    let position = min(max(0, (place - piece.lower) / piece.spacing), Double(piece.nodeCount - 1))
    let size = Self.stencilSize
    let first = min(max(0, Int(position) - size / 2 + 1), piece.nodeCount - size)
    var weights = [Double](repeating: 1, count: size)
    for index in 0..<size {
      for other in 0..<size where other != index {
        weights[index] *= (position - Double(first + other)) / Double(index - other)
      }
    }
    return (piece.firstNode + first, weights)
  }
}
