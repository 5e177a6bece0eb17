import Reporting
import Testing

@Suite("Axes")
struct AxisLayoutTests {
  private func labels(_ scale: Axis.Scale, _ values: [Double], range: ClosedRange<Double>? = nil) -> [String]
  {
    AxisLayout(Axis(label: "", scale: scale, range: range), values: values).ticks.map(\.label)
  }

  @Test("A linear axis has round ticks")
  func linear() {
    #expect(labels(.linear, [0, 1]) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(.linear, [-3, 4]) == ["−3", "−2", "−1", "0", "1", "2", "3", "4"])
    #expect(labels(.linear, [0, 2e6]) == ["0", "5×10⁵", "10⁶", "1.5×10⁶", "2×10⁶"])
  }

  @Test("A log axis has decades, or more where there are few")
  func log() {
    #expect(labels(.log, [0.01, 10]) == ["0.01", "0.1", "1", "10"])
    #expect(labels(.log, [1e-5, 1]) == ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"])
    #expect(labels(.log, [1, 10]) == ["1", "2", "5", "10"])
    #expect(labels(.log, [1, 10], range: 2...4) == ["2", "3", "4"])
    #expect(labels(.log, [1e-200, 1e200]).count < 12)
  }

  @Test("The range holds the data, and a given range is kept")
  func range() {
    let data = AxisLayout(Axis(label: ""), values: [0.3, 17.9, .nan, .infinity])
    #expect(data.range.contains(0.3) && data.range.contains(17.9) && data.range.upperBound < 25)
    #expect(AxisLayout(Axis(label: "", range: 0.1...0.7), values: [5]).range == 0.1...0.7)
    #expect(AxisLayout(Axis(label: "", scale: .log, range: -1...1), values: [1, 10]).range == 1...10)
  }

  @Test(
    "No values, one value and far values still make an axis",
    arguments: [
      [], [0], [5], [-1e300, 1e300], [1e-300], [1e17, 1e17 + 16], [.leastNormalMagnitude],
    ] as [[Double]])
  func extremes(values: [Double]) {
    for scale in [Axis.Scale.linear, .log] {
      let layout = AxisLayout(Axis(label: "", scale: scale), values: values)
      #expect(layout.range.lowerBound < layout.range.upperBound)
      #expect(layout.ticks.count < 20)
      #expect(layout.ticks.allSatisfy { $0.value.isFinite })
    }
  }
}
