import Reporting
import Testing

@Suite("gnuplot scripts")
struct GnuplotScriptTests {
  private func script(_ figure: Figure) -> String {
    GnuplotScript(figure: figure, width: 640, height: 400, titled: true).text
  }

  /// The lines of an inline data block, or nil where there is none.
  private func block(_ name: String, in script: String) -> [String]? {
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(of: "$\(name) << EOD") else { return nil }
    return Array(lines[(start + 1)...].prefix { $0 != "EOD" })
  }

  @Test(
    "Strings become literals in which gnuplot expands nothing",
    arguments: [
      ("plain", "'plain'"), ("it's", "'it''s'"), (#"a "b""#, #"'a "b"'"#), (#"\n {x}_2 \"#, #"'\n {x}_2 \'"#),
      ("two\nlines\r\nthree", #"'two'."\n".'lines'."\n".'three'"#), ("`date` @x %d $y", "'`date` @x %d $y'"),
      ("\u{1B}bell\u{7}", "'bell'"), ("", "''"),
    ])
  func literals(text: String, literal: String) {
    #expect(GnuplotScript.literal(text) == literal)
  }

  @Test("Values that cannot be shown are gaps")
  func gaps() {
    let script = script(Samples.lines())
    #expect(block("points0", in: script) == ["0.0 1.0", "1.0 0.5", "", "3.0 0.1", "", "5.0 0.01"])
    #expect(block("lone0", in: script) == ["3.0 0.1", "", "5.0 0.01"])
    #expect(block("points1", in: script) == ["1.0 0.4", "", "3.0 0.2"])
    #expect(!script.contains("nan") && !script.contains("inf"))
  }

  @Test("Error bars below zero reach down to a log axis, and one-sided bars end at the point")
  func errorBars() {
    let script = script(Samples.lines())
    #expect(script.contains("set yrange [0.01:1.0] noextend"))
    #expect(block("bars1", in: script) == ["1.0 0.01", "1.0 0.7", "", "3.0 0.2", "3.0 0.3"])
  }

  @Test("A curve and its points share a colour where they share a place in the palette")
  func colours() {
    let script = script(Samples.lines())
    #expect(script.contains("$points0 using 1:2 with lines linecolor rgb '#0072b2'"))
    #expect(script.contains("$points1 using 1:2 with points linecolor rgb '#0072b2' pointtype 7"))
    #expect(Palette.colour(7) == Palette.colour(0) && Palette.dash(7) != Palette.dash(0))
    #expect(Palette.colour(-1) == Palette.colour(6))
  }

  @Test("The legend tells provenances apart where a figure mixes them")
  func legend() {
    #expect(script(Samples.lines()).contains("set label 'theory (exact)'"))
    #expect(script(Samples.categories).contains("set label 'first' at"))
  }

  @Test("The provenance is part of the drawing")
  func provenance() {
    #expect(script(Samples.lines()).contains("set label 'exact · simulated'"))
  }

  @Test("Series stand side by side within a category")
  func dodge() {
    let script = script(Samples.categories)
    #expect(block("points0", in: script) == ["-0.08 1.0", "0.92 2.0", "1.92 3.0"])
    #expect(block("points1", in: script) == ["0.08 1.0", "1.08 2.0", "2.08 3.0"])
    #expect(script.contains("set xrange [-0.5:2.5] noextend"))
  }

  @Test("A figure without data is still a script")
  func empty() {
    var figure = Samples.lines()
    figure.series = []
    figure.references = []
    #expect(script(figure).hasSuffix("plot NaN\n"))
  }

  @Test("A band has one block of slices and one of its middle")
  func band() {
    var figure = Samples.lines()
    figure.yAxis.scale = .linear
    figure.series[1].style = .band
    let script = script(figure)
    #expect(block("band1", in: script) == ["1.0 -0.1 0.7", "2.0 0.0 1.0"])
    #expect(block("points1", in: script) == ["1.0 0.4", "2.0 0.0", "3.0 0.2"])
  }
}
