import Foundation
import RunFiles

/// Where Swift symbols are declared.
package struct SymbolIndex: Equatable, Sendable {
  private var files: [String: [String]] = [:]

  /// The symbols of texts, by the paths of their files.
  package init(texts: [String: String]) {
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      for symbol in SwiftSymbols.symbols(of: text) {
        files[symbol, default: []].append(path)
      }
    }
  }

  /// Reads the Swift files of a package: `Sources/**/*.swift`.
  ///
  /// - Throws: `RunError` where a file is not text.
  package init(package root: URL) throws {
    let folder = root.appendingPathComponent("Sources")
    let paths = (FileManager.default.subpaths(atPath: folder.path) ?? []).filter { $0.hasSuffix(".swift") }
    self.init(
      texts: Dictionary(
        uniqueKeysWithValues: try paths.map { path in
          (
            "Sources/\(path)",
            try readText(folder.appendingPathComponent(path), needs: "Swift is needed", advice: "build again")
          )
        }))
  }

  /// The files that declare a symbol, sorted; a type is also declared by its extensions, which come last.
  package func files(of symbol: String) -> [String] {
    (files[symbol] ?? []).sorted { ($0.contains("+") ? 1 : 0, $0) < ($1.contains("+") ? 1 : 0, $1) }
  }
}
