import Foundation
import RunFiles

/// All Coq files of the folder of proofs.
package struct ProofSources: Equatable, Sendable {
  /// The files in the order of their paths.
  package let files: [CoqFile]

  /// Files that were read already.
  package init(files: [CoqFile]) {
    self.files = files.sorted { $0.path < $1.path }
  }

  /// Reads every `.v` file in a folder and the folders in it.
  ///
  /// - Throws: `RunError` where a file cannot be read.
  package init(folder: URL) throws {
    self.init(
      files: try Self.paths(in: folder).map { path in
        let url = folder.appendingPathComponent(path)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
          throw RunError(.inputOutput, "Proofs/\(path) cannot be read; check that it is UTF-8 text")
        }
        return CoqFile(path: path, text: text)
      })
  }

  /// The paths of the files in a folder that end with a suffix, sorted.
  package static func paths(in folder: URL, ending suffix: String = ".v") throws -> [String] {
    guard let paths = FileManager.default.subpaths(atPath: folder.path) else {
      throw RunError(
        .missingInput, "there is no folder Proofs; run proof-ledger in the package's folder or give --root")
    }
    return paths.filter { $0.hasSuffix(suffix) }.sorted()
  }

  /// Items that follow one another in the same file, by file.
  static func grouped<Item>(_ items: [Item], by file: (Item) -> String) -> [(file: String, items: [Item])] {
    items.reduce(into: []) { groups, item in
      if groups.last?.file == file(item) {
        groups[groups.count - 1].items.append(item)
      } else {
        groups.append((file(item), [item]))
      }
    }
  }

  /// All declarations, by file and then as they stand there.
  package var declarations: [CoqDeclaration] { files.flatMap(\.declarations) }

  /// Theorems and examples.
  package var listed: [CoqDeclaration] { declarations.filter(\.kind.isListed) }

  /// What makes files hard to read, a line each.
  package var untidiness: [String] { files.flatMap(\.untidiness) }

  /// What must not be in a proof, and names that are declared twice, a line each.
  package var offences: [String] {
    var places: [String: CoqDeclaration] = [:]
    var repeated: [String] = []
    for declaration in declarations {
      if let first = places[declaration.name] {
        repeated.append(
          "\(declaration.file):\(declaration.line): \(declaration.name) is declared in \(first.file), too; rename one"
        )
      } else {
        places[declaration.name] = declaration
      }
    }
    return files.flatMap(\.offences) + repeated
  }
}
