import Foundation

/// A report as one self-contained HTML page.
///
/// The page loads nothing: its style sheet is inside it and its figures are data addresses, so that it
/// can be mailed, archived and read offline. It fits phones and paper and follows the reader's choice of
/// light or dark.
public struct HTMLReport: Sendable, Codable, Equatable {
  /// The title of the page.
  public var title: String
  /// The question the report answers, shown under the title; an empty one is left out.
  public var question: String
  /// The verdicts in short, shown before the sections.
  public var verdicts: Table?
  /// The body of the page.
  ///
  /// Figures and tables are numbered through all of them.
  public var sections: [Section]
  /// Where the results come from (version, configuration, seed), a paragraph each, at the foot of the page.
  public var footer: [String]

  /// A report of these sections.
  public init(
    title: String, question: String, verdicts: Table? = nil, sections: [Section], footer: [String] = []
  ) {
    self.title = title
    self.question = question
    self.verdicts = verdicts
    self.sections = sections
    self.footer = footer
  }

  /// The page as an HTML document, every string of the report escaped.
  public func html() -> String {
    var lines = [
      "<!DOCTYPE html>",
      "<html lang=\"en\">",
      "<head>",
      "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta http-equiv=\"Content-Security-Policy\" "
        + "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">",
      "<meta name=\"color-scheme\" content=\"light dark\">",
      "<title>\(title.htmlEscaped)</title>",
      "<style>",
      PageStyle.css,
      "</style>",
      "</head>",
      "<body>",
      "<header>",
      "<h1>\(title.htmlEscaped)</h1>",
    ]
    if !question.isEmpty { lines.append("<p class=\"question\">\(question.htmlEscaped)</p>") }
    if let verdicts { lines.append(verdicts.html()) }
    lines += ["</header>", "<main>"]
    var tables = 0
    var figures = 0
    for section in sections {
      lines += ["<section>", "<h2>\(section.heading.htmlEscaped)</h2>"]
      lines += section.paragraphs.map { "<p>\($0.htmlEscaped)</p>" }
      for figure in section.figures {
        figures += 1
        lines.append(figure.html(numbered: figures))
      }
      for table in section.tables {
        tables += 1
        lines.append(table.html(numbered: tables))
      }
      lines.append("</section>")
    }
    lines.append("</main>")
    if !footer.isEmpty {
      lines += ["<footer>"] + footer.map { "<p>\($0.htmlEscaped)</p>" } + ["</footer>"]
    }
    lines += ["</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }
}
