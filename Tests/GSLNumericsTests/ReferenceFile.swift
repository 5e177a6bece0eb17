import Foundation
import Testing

/// A file of the folder Reference: quantities computed in exact rational arithmetic by an independent program.
struct ReferenceFile<Entry: Decodable>: Decodable {
  let entries: [Entry]

  static func entries(of name: String) -> [Entry] {
    guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(ReferenceFile.self, from: data)
    else { return [] }
    return file.entries
  }
}
