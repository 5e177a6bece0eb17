import Foundation

/// A figure with its drawing, or with the reason why it has none.
public struct RenderedFigure: Sendable, Codable, Equatable {
  /// What is shown.
  public let figure: Figure
  /// The drawing as an SVG document, or nil; a page then shows the data as a table.
  public let svg: String?
  /// Why there is no drawing; nil where there is one.
  public let reason: String?

  /// A figure that is drawn.
  public init(figure: Figure, svg: String) {
    self.figure = figure
    self.svg = svg
    self.reason = nil
  }

  /// A figure that could not be drawn.
  public init(figure: Figure, missingBecause reason: String) {
    self.figure = figure
    self.svg = nil
    self.reason = reason
  }

  /// Draws a figure for a page, which shows the title itself, so that the drawing has none.
  ///
  /// - Parameters:
  ///   - figure: what to draw.
  ///   - gnuplot: the program, or nil where there is none; the reason then says what to install.
  ///   - width: the width in pixels.
  ///   - height: the height in pixels.
  public init(drawing figure: Figure, with gnuplot: Gnuplot?, width: Int = 680, height: Int = 420) {
    do {
      guard let gnuplot else { throw GnuplotError.notInstalled }
      self.init(
        figure: figure, svg: try gnuplot.svg(figure, width: width, height: height, titled: false))
    } catch {
      self.init(figure: figure, missingBecause: "\(error)")
    }
  }

  /// The figure as an HTML `<figure>` with its number, labels of provenance, title and caption.
  func html(numbered number: Int) -> String {
    let labels = figure.provenance.map { " <span class=\"provenance\">\($0.rawValue)</span>" }.joined()
    var lines = ["<figure id=\"figure-\(number)\">"]
    if let svg {
      let alternative = [figure.title, figure.caption].filter { !$0.isEmpty }.joined(separator: ". ")
      let data = Data(svg.utf8).base64EncodedString()
      lines.append(
        "<div class=\"card\"><img src=\"data:image/svg+xml;base64,\(data)\" "
          + "alt=\"\(alternative.htmlEscaped)\"></div>")
    } else {
      var table = figure.dataTable()
      table.title = ""
      table.note = reason
      lines.append(table.html())
    }
    lines.append(
      "<figcaption><b>Figure \(number).</b> <b>\(figure.title.htmlEscaped)</b>\(labels)"
        + (figure.caption.isEmpty ? "" : "<br>\(figure.caption.htmlEscaped)") + "</figcaption>")
    lines.append("</figure>")
    return lines.joined(separator: "\n")
  }
}
