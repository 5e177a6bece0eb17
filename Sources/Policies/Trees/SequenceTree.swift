/// A finite autoregressive tabular policy with its verifier: every response is a path from the root to a leaf.
///
/// Every prefix that is no whole response has a softmax over its next tokens with free logits of its own, and every leaf a
/// success rate: 0 or 1 for a verified response, anything between for a continuation that is left out. Enumeration gives
///
///     visit(h a) = visit(h) π(a | h),    value(h) = Σ_a π(a | h) value(h a),    A(h, a) = value(h a) − value(h)
///
/// with the value of a leaf its success rate and that of the root the success rate ρ of the policy. Source: result 4.1.
public struct SequenceTree: Hashable, Sendable {
  /// One token at one prefix, or the root.
  public struct Node: Hashable, Sendable {
    /// What the token is called; empty at the root.
    public let token: String
    /// The node of its prefix; nil at the root.
    public let parent: Int?
    /// The nodes of the next tokens; none at a leaf.
    public internal(set) var children: [Int]
    /// π(token | prefix); 1 at the root.
    public let probability: Double
    /// The success rate of a leaf; nil elsewhere.
    public let successRate: Double?
    /// How many tokens the path to it has.
    public let depth: Int

    /// Whether a response ends here.
    public var isLeaf: Bool { successRate != nil }
  }

  /// The nodes, the root first and every node before its children; siblings in the order in which they were given.
  public let nodes: [Node]
  /// The probability that a rollout passes through every node.
  public let visits: [Double]
  /// The success rate of rollouts that pass through every node.
  public let values: [Double]

  /// The tree of these first tokens.
  ///
  /// - Throws: ``PolicyError`` where there is no token, probabilities after a prefix are none, a success rate lies outside
  ///   [0, 1], or two tokens of one prefix share a name.
  public init(_ branches: [TreeBranch]) throws {
    var nodes = [
      Node(token: "", parent: nil, children: [], probability: 1, successRate: nil, depth: 0)
    ]
    try Self.add(branches, below: 0, after: [], to: &nodes)
    self.init(checked: nodes)
  }

  /// The tree of all responses of a policy to a prompt.
  ///
  /// A response ends with `stopToken` or when it is `maximumLength` tokens long. Tokens of probability 0 are left out.
  ///
  /// - Parameters:
  ///   - policy: the policy.
  ///   - prompt: the number of the prompt.
  ///   - stopToken: the token that ends a response.
  ///   - maximumLength: the longest response, ≥ 1.
  ///   - name: what a token is called; its number by default.
  ///   - isSuccess: the verifier.
  /// - Throws: ``PolicyError`` where the policy does not know a prefix that it can reach.
  public init(
    of policy: some TokenPolicy, prompt: Int = 0, stopToken: Int, maximumLength: Int,
    name: (Int) -> String = { "\($0)" }, isSuccess: ([Int]) -> Bool
  ) throws {
    func branches(after prefix: [Int]) throws -> [TreeBranch] {
      let distribution = try policy.distribution(prompt: prompt, prefix: prefix)
      return try distribution.indices.filter { distribution[$0] > 0 }.map { token in
        let tokens = prefix + [token]
        let ends = token == stopToken || tokens.count == maximumLength
        return ends
          ? TreeBranch(name(token), probability: distribution[token], successRate: isSuccess(tokens) ? 1 : 0)
          : TreeBranch(name(token), probability: distribution[token], next: try branches(after: tokens))
      }
    }
    try self.init(branches(after: []))
  }

  private init(checked nodes: [Node]) {
    var visits = [Double](repeating: 1, count: nodes.count)
    for index in nodes.indices {
      if let parent = nodes[index].parent { visits[index] = visits[parent] * nodes[index].probability }
    }
    var values = nodes.map { $0.successRate ?? 0 }
    for index in nodes.indices.reversed() {
      if let parent = nodes[index].parent { values[parent] += nodes[index].probability * values[index] }
    }
    self.nodes = nodes
    self.visits = visits
    self.values = values
  }

  /// ρ, the success rate of the policy.
  public var successRate: Double { values[0] }

  /// The nodes of whole responses.
  public var leaves: [Int] { nodes.indices.filter { nodes[$0].isLeaf } }

  /// The most tokens that a prefix chooses from.
  public var mostChoices: Int { nodes.map(\.children.count).max() ?? 0 }

  /// A(h, a) = value after the token minus value before it; 0 at the root.
  ///
  /// Summed as Σ_b π(b | h) (value(h a) − value(h b)), so that tokens of equal values have exactly no advantage.
  public func trueAdvantage(of node: Int) -> Double {
    guard let parent = nodes[node].parent else { return 0 }
    var advantage = 0.0
    for sibling in nodes[parent].children {
      advantage += nodes[sibling].probability * (values[node] - values[sibling])
    }
    return advantage
  }

  /// The nodes on the way to a node, the first token first and the node itself last; none for the root.
  public func path(to node: Int) -> [Int] {
    var path: [Int] = []
    var current = node
    while let parent = nodes[current].parent {
      path.append(current)
      current = parent
    }
    return path.reversed()
  }

  /// The node of a path of tokens, the root for an empty one; nil where the tree has no such path.
  public func node(at path: [String]) -> Int? {
    var node = 0
    for token in path {
      guard let next = nodes[node].children.first(where: { nodes[$0].token == token }) else { return nil }
      node = next
    }
    return node
  }

  private static func add(
    _ branches: [TreeBranch], below parent: Int, after prefix: [String], to nodes: inout [Node]
  ) throws {
    let place = prefix.isEmpty ? " at the start" : " after '\(prefix.joined(separator: " "))'"
    guard !branches.isEmpty else { throw PolicyError.empty("the tokens\(place)") }
    try checkProbabilities(branches.map(\.probability), context: place)
    var seen = Set<String>()
    for branch in branches {
      guard seen.insert(branch.token).inserted else {
        throw PolicyError.duplicateToken(branch.token, context: place)
      }
      if case .ends(let rate) = branch.continuation, !(rate >= 0 && rate <= 1) {
        throw PolicyError.successRate(value: rate, response: prefix + [branch.token])
      }
      let index = nodes.count
      nodes.append(
        Node(
          token: branch.token, parent: parent, children: [], probability: branch.probability,
          successRate: branch.successRate, depth: prefix.count + 1))
      nodes[parent].children.append(index)
      if case .goesOn(let next) = branch.continuation {
        try add(next, below: index, after: prefix + [branch.token], to: &nodes)
      }
    }
  }
}
