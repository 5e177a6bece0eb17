import Foundation
import Reporting
import Testing

@Suite("gnuplot")
struct GnuplotTests {
  private static let installed = Gnuplot.locate()

  /// Runs `body` with an executable shell script in the place of gnuplot.
  private func withProgram(_ script: String, _ body: (Gnuplot) throws -> Void) throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "reporting-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let program = folder.appending(path: "gnuplot")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    try body(try #require(Gnuplot.locate(inPath: "/nowhere::\(folder.path)")))
  }

  @Test("Without gnuplot the error says what to install")
  func notInstalled() {
    #expect(Gnuplot.locate(inPath: "/nowhere") == nil)
    let gone = Gnuplot(executable: URL(filePath: "/nowhere/gnuplot"))
    #expect(throws: GnuplotError.notInstalled) { try gone.svg(Samples.lines()) }
    #expect(
      GnuplotError.notInstalled.localizedDescription
        == "gnuplot is not installed; install gnuplot-nox (Debian, Ubuntu) or gnuplot (Homebrew) "
        + "to draw figures")
  }

  @Test("A failing program's own message is passed on")
  func failure() throws {
    try withProgram("echo 'no such terminal' >&2; exit 3") { gnuplot in
      #expect(throws: GnuplotError.failed(message: "no such terminal")) { try gnuplot.svg(Samples.lines()) }
    }
    try withProgram("exit 3") { gnuplot in
      #expect(throws: GnuplotError.failed(message: "it ended with status 3")) {
        try gnuplot.svg(Samples.lines())
      }
    }
    try withProgram("exit 0") { gnuplot in
      #expect(throws: GnuplotError.failed(message: "it drew nothing")) { try gnuplot.svg(Samples.lines()) }
    }
  }

  @Test("A program that fills both pipes and reads nothing does not block")
  func flood() throws {
    let flood = "i=0; while [ $i -lt 4000 ]; do echo $LINE; echo $LINE >&2; i=$((i+1)); done"
    try withProgram("LINE=\(String(repeating: "x", count: 80)); \(flood); echo '</svg>'") { gnuplot in
      let printed = try gnuplot.svg(Samples.lines())
      #expect(printed.utf8.count > 300_000)
    }
  }

  @Test("The same figure gives the same bytes, with no version in them", .enabled(if: installed != nil))
  func deterministic() throws {
    let gnuplot = try #require(Self.installed)
    let svg = try gnuplot.svg(Samples.lines())
    #expect(try gnuplot.svg(Samples.lines()) == svg)
    #expect(!svg.contains("GNUPLOT") && svg.contains("<title>Decay</title>"))
    #expect(try gnuplot.version().hasPrefix("gnuplot "))
  }

  @Test("Text reaches the drawing as it is", .enabled(if: installed != nil))
  func text() throws {
    let gnuplot = try #require(Self.installed)
    var figure = Samples.lines(title: #"`date` 'x' "y" {z}_2 \n %d @a <&"#)
    figure.series[0].name = "<a> & b"
    let svg = try gnuplot.svg(figure, width: 900)
    #expect(svg.contains(#"`date` 'x' "y" {z}_2 \n %d @a &lt;&amp;</text>"#))
    #expect(!svg.contains("<a>") && !svg.contains("& b"))
    #expect(svg.contains("exact · simulated"))
    #expect(try !gnuplot.svg(Samples.lines(), titled: false).contains("Decay</text>"))
  }

  @Test("Every kind of figure is drawn", .enabled(if: installed != nil))
  func kinds() throws {
    let gnuplot = try #require(Self.installed)
    var figure = Samples.lines()
    figure.references.append(ReferenceLine(.diagonal, label: "equal"))
    for style in [Series.Style.line, .points, .lineAndPoints, .band] {
      figure.series[1].style = style
      #expect(try gnuplot.svg(figure).contains("</svg>"))
    }
    figure.series = []
    #expect(try gnuplot.svg(figure, width: 1, height: 1).contains("</svg>"))
    #expect(try gnuplot.svg(Samples.categories).contains("median"))
  }
}
