/// A table of results, for a terminal or a page.
///
/// Cells are strings: the caller decides how many digits a number deserves. A row shorter than the table
/// is filled up with blank cells; a row longer than `columns` adds columns without a header, so that no
/// cell is lost.
public struct Table: Sendable, Codable, Equatable {
  /// What the table shows; an empty title is left out.
  public var title: String
  /// The columns, from the leading edge on.
  public var columns: [Column]
  /// The cells, row by row.
  public var rows: [[String]]
  /// A remark below the table.
  public var note: String?

  /// A table with these columns and rows.
  public init(title: String, columns: [Column], rows: [[String]], note: String? = nil) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.note = note
  }

  /// The columns, and one without a header for every further cell of the longest row.
  private var allColumns: [Column] {
    let missing = max(0, (rows.map(\.count).max() ?? 0) - columns.count)
    return columns + Array(repeating: Column(header: ""), count: missing)
  }

  /// The cell, or an empty one where the row is too short.
  private func cell(_ row: [String], _ column: Int) -> String {
    column < row.count ? row[column] : ""
  }
}

// MARK: - Terminal

extension Table {
  /// The narrowest a column is made to meet a given width, in characters.
  private static let narrowest = 8
  /// What stands between two columns.
  private static let gap = "  "

  /// The table as aligned lines of text, without a line break at the end.
  ///
  /// - Parameters:
  ///   - width: the width of the terminal in characters; nil for no limit. Columns of leading alignment
  ///     are then wrapped, the widest first, to no less than eight characters. Numbers are never
  ///     broken, so a table of many columns can still be wider.
  ///   - style: whether verdict words are coloured.
  /// - Returns: the title, a header over a rule, the rows, and the note. One character is taken to be
  ///   one cell of the terminal; control characters are left out.
  public func terminalText(width: Int? = nil, style: TerminalStyle = .plain) -> String {
    let columns = allColumns
    let header = columns.map { $0.header.printable }
    let body = rows.map { row in columns.indices.map { cell(row, $0).printable } }
    let widths = Self.widths(of: columns, cells: [header] + body, within: width)

    var lines: [String] = []
    if !title.isEmpty { lines += Self.text(title, within: width) + [""] }
    if !columns.isEmpty {
      lines += Self.lines(of: header, columns, widths, style: .plain)
      lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap))
      lines += body.flatMap { Self.lines(of: $0, columns, widths, style: style) }
    }
    if let note, !note.isEmpty { lines += [""] + Self.text(note, within: width) }
    return lines.joined(separator: "\n")
  }

  private static func text(_ text: String, within width: Int?) -> [String] {
    text.printable.wrapped(to: width ?? .max)
  }

  /// The width of each column: its longest line, narrowed where the table would not fit.
  private static func widths(of columns: [Column], cells: [[String]], within limit: Int?) -> [Int] {
    var widths = columns.indices.map { column in
      cells.flatMap { $0[column].split(separator: "\n") }.map(\.count).max() ?? 0
    }
    guard let limit else { return widths }
    let gaps = gap.count * max(0, columns.count - 1)
    while widths.reduce(gaps, +) > limit {
      let candidates = columns.indices.filter {
        columns[$0].alignment == .leading && widths[$0] > narrowest
      }
      guard let widest = candidates.max(by: { widths[$0] <= widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  /// One row as lines of text; more than one where a cell is wrapped.
  private static func lines(
    of row: [String], _ columns: [Column], _ widths: [Int], style: TerminalStyle
  ) -> [String] {
    let cells = columns.indices.map { row[$0].wrapped(to: widths[$0]) }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      columns.indices.map { index in
        let text = line < cells[index].count ? cells[index][line] : ""
        let padded = text.padded(to: widths[index], columns[index].alignment)
        guard style == .colour, line == 0, columns[index].content == .verdict,
          let verdict = VerdictWord(startOf: row[index]), text.hasPrefix(verdict.rawValue)
        else { return padded }
        let word = verdict.rawValue
        let coloured = "\u{1B}[\(verdict.terminalColour)m\(word)\u{1B}[0m"
        return padded.replacing(word, with: coloured, maxReplacements: 1)
      }
      .joined(separator: gap).withoutTrailingSpaces
    }
  }
}

// MARK: - HTML

extension Table {
  /// The table as an HTML `<table>` inside a scrolling `<div>`, every string escaped.
  ///
  /// The title is its caption and the note a paragraph below it. Cells of verdict columns show their
  /// verdict as `<span class="verdict holds">`; the style sheet is that of ``HTMLReport``.
  public func html() -> String {
    html(numbered: nil)
  }

  /// The table as HTML, its caption beginning with "Table `number`." where it has one.
  func html(numbered number: Int?) -> String {
    let columns = allColumns
    let label = number.map { "<b>Table \($0).</b> " } ?? ""
    var lines = ["<div class=\"table\">", "<div class=\"scroll\" tabindex=\"0\">", "<table>"]
    if !title.isEmpty || !label.isEmpty {
      lines.append("<caption>\(label)\(title.htmlEscaped)</caption>")
    }
    lines.append("<thead>")
    lines.append(
      "<tr>"
        + columns.map { "<th scope=\"col\"\(Self.attribute($0))>\($0.header.htmlEscaped)</th>" }.joined()
        + "</tr>")
    lines += ["</thead>", "<tbody>"]
    for row in rows {
      let cells = columns.indices.map { index in
        "<td\(Self.attribute(columns[index]))>\(Self.html(cell(row, index), columns[index]))</td>"
      }
      lines.append("<tr>\(cells.joined())</tr>")
    }
    lines += ["</tbody>", "</table>", "</div>"]
    if let note, !note.isEmpty { lines.append("<p class=\"note\">\(note.htmlEscaped)</p>") }
    lines.append("</div>")
    return lines.joined(separator: "\n")
  }

  private static func attribute(_ column: Column) -> String {
    column.alignment == .trailing ? " class=\"trailing\"" : ""
  }

  private static func html(_ cell: String, _ column: Column) -> String {
    guard column.content == .verdict, let verdict = VerdictWord(startOf: cell) else {
      return cell.htmlEscaped
    }
    let rest = String(cell.dropFirst(verdict.rawValue.count)).htmlEscaped
    return "<span class=\"verdict \(verdict.rawValue)\">\(verdict.rawValue)</span>\(rest)"
  }
}
