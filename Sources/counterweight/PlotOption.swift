import ArgumentParser
import Foundation
import Reporting
import RunFiles
import Studies

/// Figures in a file or in the terminal.
struct PlotOption: ParsableArguments {
  @Option(
    defaultAsFlag: Self.terminal,
    help: "Draw to a file, FILE.svg or FILE.pdf; without a file, in the terminal.")
  var plot: String?

  private static let terminal = "terminal"

  /// Whether figures are wanted.
  var isAskedFor: Bool { plot != nil }

  /// Whether they are wanted in a file.
  var isForFile: Bool { plot != nil && plot != Self.terminal }

  func validate() throws {
    if let plot, plot != Self.terminal, !plot.hasSuffix(".svg"), !plot.hasSuffix(".pdf") {
      throw ValidationError("--plot is \(plot); it must end in .svg or .pdf")
    }
  }

  /// Refuses a file that cannot be written, before anything is computed.
  ///
  /// - Throws: ``RunError``.
  func check() throws {
    guard let plot, plot != Self.terminal else { return }
    let folder = URL(fileURLWithPath: plot).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else { throw Self.unwritable(plot) }
  }

  private static func unwritable(_ plot: String) -> RunError {
    RunError(.inputOutput, "cannot write \(plot); does its folder exist, and may you write there?")
  }

  /// Draws figures, if they are wanted.
  ///
  /// - Parameters:
  ///   - json: whether standard output is for JSON, so that a terminal's picture goes to standard error.
  ///   - below: whether something stands above a terminal's picture.
  /// - Throws: what the figures throw; that gnuplot is missing; ``RunError`` for a file that cannot be written.
  func draw(json: Bool, below: Bool, _ figures: () throws -> [Figure]) throws {
    guard let plot else { return }
    let figures = try figures()
    guard plot != Self.terminal else {
      let plots = figures.map {
        TerminalPlot($0, width: Terminal.tableWidth ?? 80).text(style: Terminal.style)
      }
      let text = plots.joined(separator: "\n\n") + "\n"
      return json ? Terminal.tell(text) : try Terminal.write(below ? "\n" + text : text)
    }
    try write(to: plot) { gnuplot, isPDF in
      try isPDF ? gnuplot.pdf(figures) : Data(gnuplot.svg(stacking: figures).utf8)
    }
  }

  /// Draws a tree to the file, where one is asked for.
  ///
  /// - Throws: as ``draw(json:below:_:)``.
  func write(_ tree: TreeFigure) throws {
    guard let plot else { return }
    try write(to: plot) { gnuplot, isPDF in
      try isPDF ? gnuplot.pdf(tree) : Data(gnuplot.svg(tree).utf8)
    }
  }

  private func write(to plot: String, _ draw: (_ gnuplot: Gnuplot, _ isPDF: Bool) throws -> Data) throws {
    guard let gnuplot = Gnuplot.locate() else { throw GnuplotError.notInstalled }
    let drawing = try draw(gnuplot, plot.hasSuffix(".pdf"))
    do {
      try drawing.write(to: URL(fileURLWithPath: plot), options: .atomic)
    } catch {
      throw Self.unwritable(plot)
    }
  }
}
