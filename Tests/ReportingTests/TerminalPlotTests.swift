import Reporting
import Testing

@Suite("Plots in the terminal")
struct TerminalPlotTests {
  static func figure(_ series: [Series]) -> Figure {
    Figure(
      id: "lines", title: "Two lines", caption: "", provenance: [.exact],
      xAxis: Axis(label: "x", range: 0...1), yAxis: Axis(label: "y", range: 0...1), series: series)
  }

  static func line(_ name: String, _ points: [(Double, Double)]) -> Series {
    Series(name: name, provenance: .exact, style: .line, points: points.map { Point(x: $0, y: $1) })
  }

  @Test func linesEndInTheirNames() {
    let plot = TerminalPlot(
      Self.figure([Self.line("up", [(0, 0), (1, 1)]), Self.line("flat", [(0, 0), (1, 0)])]), width: 40,
      height: 5)
    #expect(
      plot.text() == """
        Two lines  [exact]

        y
        1.0 ┤                         ⣀⡠⠤⠒⠊ up
        0.8 ┤                   ⣀⡠⠤⠒⠊⠉
        0.4 ┤            ⢀⣀⠤⠤⠒⠊⠉
        0.2 ┤      ⢀⣀⠤⠔⠒⠉⠁
        0.0 ┤⣀⣀⣤⣔⣒⣉⣁⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀ flat
            └┬─────┬─────┬────┬─────┬─────┬
            0.0   0.2   0.4  0.6   0.8  1.0
                           x
        """)
  }

  @Test func gapsAndValuesOffTheAxesAreLeftOut() {
    let plot = TerminalPlot(
      Self.figure([Self.line("a", [(0, 0), (0.4, .nan), (0.6, 2), (1, .infinity)])]), width: 40, height: 5)
    let dots = plot.text().unicodeScalars.filter { (0x2801...0x28FF).contains($0.value) }
    #expect(dots.count == 1)
  }

  @Test func coloursTellSeriesApart() {
    let plot = TerminalPlot(Self.figure([Self.line("up", [(0, 0), (1, 1)])]), width: 40, height: 5)
    #expect(plot.text(style: .colour).contains("\u{1B}[34m up\u{1B}[0m"))
    #expect(!plot.text(style: .plain).contains("\u{1B}"))
  }
}
