import Foundation

/// Why nodes are no figure of a tree.
public enum TreeFigureError: Error, Equatable, LocalizedError, CustomStringConvertible {
  /// There is no node.
  case empty
  /// A node does not hang on an earlier one, or there is a second root.
  case parent(Int?, node: Int)
  /// A flow is negative, infinite or not a number.
  case flow(Double, node: Int)
  /// A value is infinite or not a number.
  case value(Double, node: Int)
  /// A mark is no share.
  case mark(Double, node: Int)

  /// One line naming the value, the legal range and the fix; nodes are counted from 0, as in the list of nodes.
  public var description: String {
    switch self {
    case .empty: "a figure of a tree has no nodes; give at least its root"
    case .parent(let parent, let node):
      "node \(node) has \(parent.map { "parent \($0)" } ?? "no parent"); only node 0, the root, has none, and the parent"
        + " of any other node must come before it"
    case .flow(let value, let node):
      "the flow of node \(node) is \(value); it must be a finite number, 0 or more"
    case .value(let value, let node): "the value of node \(node) is \(value); it must be a finite number"
    case .mark(let value, let node): "the mark of node \(node) is \(value); it must be between 0 and 1"
    }
  }

  /// The same text as ``description``.
  public var errorDescription: String? { description }
}
