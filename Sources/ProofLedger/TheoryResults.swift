/// The numbered results of docs/theory.md, the headings under which they stand, and their links to proofs.
package struct TheoryResults: Equatable, Sendable {
  private let page: String
  private let anchors: [String: String]

  /// Reads the page: a result begins a line with its number and its name in bold.
  package init(page: String) {
    self.page = page
    var anchors: [String: String] = [:]
    var heading = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("#") {
        heading = Self.anchor(String(line.drop { $0 == "#" || $0 == " " }))
      } else if let number = Self.result(of: line)?.number {
        anchors[number] = heading
      }
    }
    self.anchors = anchors
  }

  /// The anchor of the heading above a result; nil where there is no such result.
  package func anchor(of result: String) -> String? { anchors[result] }

  /// The page with a link behind the bold name of every result that has theorems, and of no other.
  package func linked(to proved: Set<String>) -> String {
    page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let result = Self.result(of: line) else { return String(line) }
      return result.name + (proved.contains(result.number) ? Self.link(to: result.number) : "") + result.rest
    }.joined(separator: "\n")
  }

  /// Where links of the page do not agree with the results that have theorems, a line each.
  package func problems(proved: Set<String>) -> [String] {
    page.split(separator: "\n").compactMap { line in
      guard let result = Self.result(of: line), result.isLinked != proved.contains(result.number) else {
        return nil
      }
      return "docs/theory.md: result \(result.number) "
        + (result.isLinked ? "links to proofs and has none" : "is proved and has no link to the proofs")
        + "; run make -C Proofs page"
    }
  }

  private static func link(to number: String) -> String { " ([proved](proofs.md#result-\(number)))" }

  /// A line that begins with a result, without its link; nil for other lines.
  private static func result(
    of line: Substring
  ) -> (name: String, number: String, isLinked: Bool, rest: String)? {
    guard let match = line.prefixMatch(of: /\*\*(\d+\.\d+'?) .*?(\*\*|$)/) else { return nil }
    let number = String(match.1)
    let rest = line[match.range.upperBound...]
    let link = rest.prefixMatch(of: /\ \(\[proved\]\(proofs\.md#result-[^)]*\)\)/)?.output ?? ""
    return (String(match.0), number, link == Self.link(to: number), String(rest.dropFirst(link.count)))
  }

  private static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
      .replacing(" ", with: "-")
  }
}
