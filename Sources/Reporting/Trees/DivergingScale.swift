import Foundation

/// Colours for numbers of either sign: blue above 0, grey at 0, orange below, mixed in proportion to the square root of the
/// magnitude, so that the sign of small numbers shows.
///
/// Blue and orange are those of Okabe and Ito, which readers with any colour vision tell apart.
package struct DivergingScale: Equatable {
  /// The magnitude at either end; 0 where every number is 0 and so grey.
  package let limit: Double

  private typealias Colour = (red: Double, green: Double, blue: Double)

  private static let positive: Colour = (0, 114, 178)
  private static let neutral: Colour = (217, 217, 217)
  private static let negative: Colour = (213, 94, 0)

  /// The scale that ends at the largest magnitude among these.
  package init(values: [Double]) {
    limit = values.map(\.magnitude).max() ?? 0
  }

  /// The colour of a value, as `#rrggbb`; a value beyond an end has the colour of that end.
  package func colour(of value: Double) -> String {
    let colour = mix(value)
    return String(
      format: "#%02x%02x%02x", Int(colour.red.rounded()), Int(colour.green.rounded()),
      Int(colour.blue.rounded()))
  }

  /// White or black, whichever has the higher contrast on the colour of a value: 4.5 to 1 or more.
  package func ink(on value: Double) -> String {
    let luminance = Self.luminance(mix(value))
    return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000"
  }

  private func mix(_ value: Double) -> Colour {
    guard limit > 0 else { return Self.neutral }
    let share = min(1, value.magnitude / limit).squareRoot()
    let end = value < 0 ? Self.negative : Self.positive
    func between(_ start: Double, _ end: Double) -> Double { start + (end - start) * share }
    return (
      between(Self.neutral.red, end.red), between(Self.neutral.green, end.green),
      between(Self.neutral.blue, end.blue)
    )
  }

  /// Relative luminance of an sRGB colour, from 0 to 1.
  private static func luminance(_ colour: Colour) -> Double {
    func linear(_ channel: Double) -> Double {
      let share = channel / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
  }
}
