import Foundation
import Policies

/// A tree as flat arrays: a slot for every token, with the tokens of one prefix side by side in a block.
///
/// The first block is that of the first tokens, and a block comes before those of longer prefixes.
struct TreeLayout: Sendable {
  /// The slot of every node; −1 for the root.
  let slotOfNode: [Int]
  /// The first slot of every block, and the number of slots.
  let blockStarts: [Int]
  /// The block of every slot.
  let blockOfSlot: [Int]
  /// The block of the tokens after every slot; −1 at a leaf.
  let nextBlock: [Int]
  /// The success rate of every slot that is a leaf; 0 elsewhere.
  let rates: [Double]
  /// The logits before the first update; −∞ for a token that never occurs.
  let logits: [Double]
  /// Whether the logit of a slot moves.
  let isFree: [Bool]
  /// The slots that are leaves.
  let leaves: [Int]
  /// Where the path of every slot that is a leaf begins in `pathSlots`.
  private let pathStarts: [Int]
  private let pathEnds: [Int]
  /// The slots from the first token to a leaf, for one leaf after another.
  let pathSlots: [Int]

  /// The layout of a tree.
  init(_ tree: SequenceTree, logits kind: FreeLogits) {
    let prefixes = tree.nodes.indices.filter { !tree.nodes[$0].isLeaf }
    var slotOfNode = [Int](repeating: -1, count: tree.nodes.count)
    var nodes: [Int] = []
    var blockStarts = [0]
    for prefix in prefixes {
      for child in tree.nodes[prefix].children {
        slotOfNode[child] = nodes.count
        nodes.append(child)
      }
      blockStarts.append(nodes.count)
    }
    let blockOfPrefix = Dictionary(
      uniqueKeysWithValues: prefixes.enumerated().map { ($0.element, $0.offset) })
    var logits: [Double] = []
    var isFree: [Bool] = []
    for prefix in prefixes {
      let probabilities = tree.nodes[prefix].children.map { tree.nodes[$0].probability }
      let last = kind == .oneFewer ? probabilities.lastIndex { $0 > 0 } : nil
      let shift = last.map { log(probabilities[$0]) } ?? 0
      logits += probabilities.map { log($0) - shift }
      isFree += probabilities.indices.map { $0 != last }
    }
    var (pathStarts, pathEnds) = (
      [Int](repeating: 0, count: nodes.count), [Int](repeating: 0, count: nodes.count)
    )
    var pathSlots: [Int] = []
    for (slot, node) in nodes.enumerated() where tree.nodes[node].isLeaf {
      pathStarts[slot] = pathSlots.count
      pathSlots += tree.path(to: node).map { slotOfNode[$0] }
      pathEnds[slot] = pathSlots.count
    }
    self.slotOfNode = slotOfNode
    self.blockStarts = blockStarts
    blockOfSlot = blockStarts.indices.dropLast().flatMap { block in
      [Int](repeating: block, count: blockStarts[block + 1] - blockStarts[block])
    }
    nextBlock = nodes.map { blockOfPrefix[$0] ?? -1 }
    rates = nodes.map { tree.nodes[$0].successRate ?? 0 }
    leaves = nodes.indices.filter { tree.nodes[nodes[$0]].isLeaf }
    self.logits = logits
    self.isFree = isFree
    self.pathStarts = pathStarts
    self.pathEnds = pathEnds
    self.pathSlots = pathSlots
  }

  /// The number of prefixes.
  var blockCount: Int { blockStarts.count - 1 }

  /// The length of the longest response.
  var depth: Int { leaves.map { path(to: $0).count }.max() ?? 0 }

  /// Where the path to a leaf lies in `pathSlots`.
  @inline(__always)
  func path(to leaf: Int) -> Range<Int> { pathStarts[leaf]..<pathEnds[leaf] }

  /// The slots of a block.
  @inline(__always)
  func slots(of block: Int) -> Range<Int> { blockStarts[block]..<blockStarts[block + 1] }
}
