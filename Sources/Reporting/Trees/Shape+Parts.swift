import Foundation

extension Shape {
  /// A share as a ring that is filled by a disc of this share of its area.
  static func mark(_ share: Double, x: Double, y: Double, colour: String) -> [Shape] {
    let radius = TreeColumns.discRadius
    func circle(_ radius: Double) -> [(x: Double, y: Double)] {
      (0..<24).map { step in
        let angle = Double(step) / 12 * .pi
        return (x + radius * cos(angle), y + radius * sin(angle))
      }
    }
    let ring = Shape.outline(circle(radius), colour: colour)
    // The rim belongs to the disc.
    let inner = max(0.1, radius * share.squareRoot() - GnuplotScript.rim / 2)
    return share > 0 ? [ring, .area(circle(inner), colour: colour)] : [ring]
  }

  /// The same shape elsewhere.
  func moved(x: Double, y: Double) -> Shape {
    func moved(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
      points.map { ($0.x + x, $0.y + y) }
    }
    switch self {
    case .area(let points, let colour): return .area(moved(points), colour: colour)
    case .outline(let points, let colour): return .outline(moved(points), colour: colour)
    case .rectangle(let left, let right, let bottom, let top, let colour, let isFramed):
      return .rectangle(
        left: left + x, right: right + x, bottom: bottom + y, top: top + y, colour: colour, isFramed: isFramed
      )
    case .text(var text, let kind, let colour, let isBold):
      text.x += x
      text.y += y
      return .text(text, kind, colour: colour, isBold: isBold)
    }
  }
}
