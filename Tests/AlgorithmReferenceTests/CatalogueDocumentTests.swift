import AlgorithmReference
import Foundation
import Testing

@Suite("The catalogue's page", .serialized)
struct CatalogueDocumentTests {
  static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/catalogue.md")

  /// The tables of the page, each between `<!-- begin name -->` and `<!-- end name -->`.
  static let tables = [
    "catalogue": CatalogueTable.full.markdown(), "differences": CatalogueTable.differences.markdown(),
    "settings": CatalogueTable.settings.markdown(),
  ]

  @Test(arguments: ["catalogue", "differences", "settings"])
  func tablesAreThoseOfTheValues(name: String) throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let begin = try #require(text.range(of: "<!-- begin \(name) -->\n"))
    let end = try #require(text.range(of: "\n<!-- end \(name) -->"))
    let table = try #require(Self.tables[name])
    let shown = String(text[begin.upperBound..<end.lowerBound])
    if ProcessInfo.processInfo.environment["COUNTERWEIGHT_UPDATE_DOCS"] == "1" {
      try text.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: table)
        .write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      #expect(
        shown == table,
        "docs/catalogue.md is out of date: COUNTERWEIGHT_UPDATE_DOCS=1 swift test --filter CatalogueDocumentTests"
      )
    }
  }
}
