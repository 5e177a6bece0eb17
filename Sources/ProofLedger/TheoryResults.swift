/// The numbered results of docs/theory.md and the headings under which they stand.
package struct TheoryResults: Equatable, Sendable {
  private let anchors: [String: String]

  /// Reads the page: a result begins a line with its number in bold.
  package init(page: String) {
    var anchors: [String: String] = [:]
    var heading = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("#") {
        heading = Self.anchor(String(line.drop { $0 == "#" || $0 == " " }))
      } else if let number = line.firstMatch(of: #/^\*\*(\d+\.\d+'?) /#)?.1 {
        anchors[String(number)] = heading
      }
    }
    self.anchors = anchors
  }

  /// The anchor of the heading above a result; nil where there is no such result.
  package func anchor(of result: String) -> String? { anchors[result] }

  private static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
      .replacing(" ", with: "-")
  }
}
