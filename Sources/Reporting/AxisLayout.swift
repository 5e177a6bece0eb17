import Foundation

/// The range and the ticks of an axis, chosen from its data.
package struct AxisLayout: Equatable {
  /// A labelled position.
  package struct Tick: Equatable {
    package var value: Double
    package var label: String
  }

  /// How values map to positions.
  package let scale: Axis.Scale
  /// What the axis shows; never empty, positive on a log axis.
  package let range: ClosedRange<Double>
  /// The positions with a label and a grid line.
  package let ticks: [Tick]
  /// The positions with a short mark only.
  package let minorTicks: [Double]

  /// Lays out an axis over these values; those it cannot show are ignored.
  package init(_ axis: Axis, values: [Double]) {
    let shown = values.filter { axis.scale.canShow($0) }
    let low = shown.min() ?? (axis.scale == .log ? 0.1 : 0)
    let high = shown.max() ?? 1
    var given = axis.range
    if let range = given, !axis.scale.canShow(range.lowerBound) || !axis.scale.canShow(range.upperBound) {
      given = nil
    }
    switch axis.scale {
    case .linear: self.init(linear: Self.widened(given ?? low...high), fixed: given != nil)
    case .log: self.init(log: Self.stretched(given ?? low...high), fixed: given != nil)
    }
  }

  private init(linear data: ClosedRange<Double>, fixed: Bool) {
    scale = .linear
    let step = Self.niceStep((data.upperBound - data.lowerBound) / 5)
    range = fixed ? data : Self.extended(data, step)
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    let values = stride(from: first, through: last, by: 1).map { $0 * step }
    let largest = values.map(\.magnitude).max() ?? 0
    let decimals = max(0, Int(-(log10(step) + 1e-9).rounded(.down)))
    ticks = values.map { value in
      let isPlain = largest < 1e6 && step >= 0.9e-5
      return Tick(value: value, label: isPlain ? Self.plain(value, decimals) : Self.scientific(value))
    }
    minorTicks = []
  }

  private init(log data: ClosedRange<Double>, fixed: Bool) {
    scale = .log
    let low = Self.exponent(data.lowerBound)
    let high = Self.exponent(data.upperBound)
    // Fifteen digits make a tick the number that its decimal form denotes, such as 0.001.
    func grid(_ mantissas: [Int]) -> [Double] {
      (low - 1...high + 1).flatMap { exponent in
        mantissas.compactMap { Double("\($0)e\(exponent)") }
      }
    }
    let rounded = grid([1, 2, 5])
    let tolerance = 1 + 1e-9
    let bounds =
      fixed
      ? data
      : (rounded.last { $0 <= data.lowerBound * tolerance } ?? data.lowerBound)...(rounded.first {
        $0 >= data.upperBound / tolerance
      } ?? data.upperBound)
    func inside(_ values: [Double]) -> [Double] {
      values.filter { $0 >= bounds.lowerBound / tolerance && $0 <= bounds.upperBound * tolerance }
    }
    let candidates = [inside(grid([1])), inside(rounded), inside(grid(Array(1...9)))]
    guard let values = candidates.first(where: { $0.count >= 3 }) else {
      let linear = AxisLayout(linear: bounds, fixed: true)
      (range, ticks, minorTicks) = (bounds, linear.ticks, [])
      return
    }
    range = bounds
    let isPlain = values.allSatisfy { $0 > 0.9e-3 && $0 < 1.1e4 }
    let every = (values.count + 8) / 9
    ticks = values.enumerated().filter { $0.offset % every == 0 }.map { _, value in
      let decimals = max(0, -Self.exponent(value))
      return Tick(value: value, label: isPlain ? Self.plain(value, decimals) : Self.scientific(value))
    }
    minorTicks =
      every > 1 ? [] : candidates[2].filter { value in !values.contains(value) }
  }

  /// A range that has a length.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let size = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    guard range.upperBound - range.lowerBound <= 1e-9 * size || size == 0 else { return range }
    let pad = size == 0 ? 1 : 0.1 * size
    return range.lowerBound - pad...range.upperBound + pad
  }

  /// A positive range that spans a ratio.
  private static func stretched(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard range.upperBound / range.lowerBound < 1 + 1e-9 else { return range }
    return range.lowerBound / 2...range.upperBound * 2
  }

  /// A range with some room about the data: to the next tick where that is near, but not across zero.
  private static func extended(_ data: ClosedRange<Double>, _ step: Double) -> ClosedRange<Double> {
    let room = 0.03 * (data.upperBound - data.lowerBound)
    func bound(_ value: Double, _ direction: FloatingPointRoundingRule, _ room: Double) -> Double {
      if value == 0 { return 0 }
      let padded = value * (value + room) < 0 ? 0 : value + room
      let tick = (value / step + (room < 0 ? 1e-9 : -1e-9)).rounded(direction) * step
      let isNear = (tick - value).magnitude <= 0.65 * step
      return isNear ? tick : padded
    }
    return bound(data.lowerBound, .down, -room)...bound(data.upperBound, .up, room)
  }

  /// The number among 1, 2 and 5 times a power of ten that is nearest to `step` as a ratio.
  private static func niceStep(_ step: Double) -> Double {
    let power = pow(10, log10(step).rounded(.down))
    let mantissa = step / power
    return (mantissa < 1.42 ? 1 : mantissa < 3.17 ? 2 : mantissa < 7.08 ? 5 : 10) * power
  }

  /// Where a value lies: 0 at the beginning of the range, 1 at its end.
  package func position(of value: Double) -> Double {
    let map: (Double) -> Double = scale == .log ? { log10($0) } : { $0 }
    let (low, high) = (map(range.lowerBound), map(range.upperBound))
    return (map(value) - low) / (high - low)
  }

  private static func exponent(_ value: Double) -> Int {
    Int((log10(value) + 1e-12).rounded(.down))
  }

  /// The value to so many decimals, with a true minus sign.
  private static func plain(_ value: Double, _ decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", value.magnitude)
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    return value < 0 && !isZero ? "−" + text : text
  }

  /// The value as `10³` or `2.5×10⁻⁷`.
  private static func scientific(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let exponent = exponent(value.magnitude)
    let mantissa = String(format: "%.6g", value.magnitude / pow(10, Double(exponent)))
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let superscript = String(
      String(exponent).map { $0 == "-" ? "⁻" : $0.wholeNumberValue.map { digits[$0] } ?? $0 })
    return (value < 0 ? "−" : "") + (mantissa == "1" ? "" : mantissa + "×") + "10" + superscript
  }
}

extension Axis.Scale {
  /// Whether an axis of this scale has a place for the value.
  package func canShow(_ value: Double) -> Bool {
    value.isFinite && value.magnitude <= 1e300 && (self == .linear || value >= 1e-300)
  }
}
