import Foundation
import Reporting
import Testing

@Suite("HTML reports")
struct HTMLReportTests {
  private func report(_ figures: [RenderedFigure]) -> HTMLReport {
    HTMLReport(
      title: "Is <it> \"so\"?", question: "Yes & no", verdicts: nil,
      sections: [
        Section(
          heading: "It's here", paragraphs: ["1 < 2"],
          tables: [Table(title: "Numbers", columns: [Column(header: "n")], rows: [["1"]])], figures: figures)
      ],
      footer: ["Version 1 & seed 2"])
  }

  @Test("Every string is escaped")
  func escaping() {
    let html = report([]).html()
    for text in [
      "<title>Is &lt;it&gt; &quot;so&quot;?</title>", "<p class=\"question\">Yes &amp; no</p>",
      "<h2>It&#39;s here</h2>", "<p>1 &lt; 2</p>", "<p>Version 1 &amp; seed 2</p>",
      "<caption><b>Table 1.</b> Numbers</caption>",
    ] {
      #expect(html.contains(text))
    }
    #expect("&<>\"'\u{0}\u{1B}".htmlEscaped == "&amp;&lt;&gt;&quot;&#39;")
  }

  @Test("A drawing is embedded, numbered and labelled, and the page refers to nothing outside")
  func drawing() throws {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"
    let figure = RenderedFigure(figure: Samples.lines(), svg: svg)
    let html = report([figure, figure]).html()
    #expect(html.contains("<img src=\"data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())\""))
    #expect(html.contains("alt=\"Decay. How it &lt;decays&gt;.\""))
    #expect(html.contains("<b>Figure 2.</b>"))
    #expect(html.contains("<span class=\"provenance\">simulated</span>"))
    for outside in ["http://", "https://", "url(", "@import", "<script", "<link"] {
      #expect(!html.contains(outside))
    }
  }

  @Test("Without gnuplot the page shows the data and what to install")
  func withoutDrawing() {
    let figure = RenderedFigure(drawing: Samples.categories, with: nil)
    #expect(figure.svg == nil)
    let html = report([figure]).html()
    #expect(html.contains("<p class=\"note\">gnuplot is not installed; install gnuplot-nox"))
    #expect(html.contains("<td>second</td><td>trained</td><td>median of means</td>"))
    #expect(html.contains("<span class=\"provenance\">trained</span>"))
  }

  @Test("A figure's data are a table of six digits")
  func dataTable() {
    let table = Samples.lines().dataTable()
    #expect(table.columns.map(\.header) == ["series", "provenance", "time", "share", "lower", "upper"])
    #expect(table.rows[1] == ["theory", "exact", "1", "0.5", "", ""])
    #expect(table.rows[6] == ["runs", "simulated", "1", "0.4", "-0.1", "0.7"])
  }

  @Test("A figure's id is safe as a file name")
  func identifier() {
    #expect(Samples.categories.id == "by-group")
    var figure = Samples.lines()
    figure = Figure(
      id: "../ä b", title: "", caption: "", provenance: [], xAxis: figure.xAxis, yAxis: figure.yAxis,
      series: [])
    #expect(figure.id == "---b")
  }

  @Test("Reports survive JSON")
  func codable() throws {
    let report = report([RenderedFigure(drawing: Samples.categories, with: nil)])
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(HTMLReport.self, from: data) == report)
  }
}
