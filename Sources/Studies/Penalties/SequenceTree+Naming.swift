import Foundation
import Policies
import RunFiles

extension SequenceTree {
  /// The tree that a text names: `builtin:NAME` for one of ``BuiltInTree``, or the path of a YAML or JSON file.
  ///
  /// - Throws: ``RunError`` for an unknown name, and for a file that is missing or holds no tree.
  public init(named text: String) throws {
    let prefix = "builtin:"
    guard text.hasPrefix(prefix) else {
      self = try SequenceTreeFile.read(URL(fileURLWithPath: text))
      return
    }
    let name = String(text.dropFirst(prefix.count))
    guard let tree = BuiltInTree(rawValue: name) else {
      let names = BuiltInTree.allCases.map { prefix + $0.rawValue }.joined(separator: ", ")
      throw RunError(.usage, "there is no tree '\(text)'; give one of \(names), or a file")
    }
    self = tree.tree
  }
}
