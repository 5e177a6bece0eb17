import Foundation

/// A number as tables show it: four significant digits, or fewer where they are zeros.
package func shortNumber(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "–" : (value < 0 ? "−∞" : "∞") }
  return String(format: "%.4g", value).replacingOccurrences(of: "-", with: "−")
}
