import Algorithms
import Policies
import PolicyGradientTheory
import RandomStreams
import Rollouts
import Testing

/// Sums over all tuples of what n rollouts do, with the advantages of the batch of each tuple.
@Suite("False penalties against the enumeration of all outcome tuples")
struct PenaltyEnumerationTests {
  /// What one rollout may do: its probability, its outcome, what it adds to C and to G over its advantage.
  struct Event {
    let probability: Double
    let reward: Double
    let coefficient: Double
    let logit: Double
  }

  struct Sums {
    var negativeCoefficient = (probability: 0.0, mass: 0.0)
    var negativeLogit = (probability: 0.0, mass: 0.0)
    var positiveLogit = (probability: 0.0, mass: 0.0)

    /// Values this close to 0 are 0: the others are at least a hundredth here.
    static let tie = 1e-9

    init(_ events: [Event], algorithm: Algorithm) throws {
      let size = algorithm.groupSize
      var choice = Array(repeating: 0, count: size)
      let total = (0..<size).reduce(1) { product, _ in product * events.count }
      for tuple in 0..<total {
        var rest = tuple
        var probability = 1.0
        for index in 0..<size {
          choice[index] = rest % events.count
          rest /= events.count
          probability *= events[choice[index]].probability
        }
        let batch = Batch(choice.map { Rollout(reward: events[$0].reward, length: 1) }, groupSize: size)
        let advantages = try algorithm.advantages(for: batch)
        var coefficient = 0.0
        var logit = 0.0
        for (index, event) in choice.enumerated() {
          coefficient += advantages[index] * events[event].coefficient / Double(size)
          logit += advantages[index] * events[event].logit / Double(size)
        }
        if coefficient < -Self.tie {
          negativeCoefficient.probability += probability
          negativeCoefficient.mass -= probability * coefficient
        }
        if logit < -Self.tie {
          negativeLogit.probability += probability
          negativeLogit.mass -= probability * logit
        } else if logit > Self.tie {
          positiveLogit.probability += probability
          positiveLogit.mass += probability * logit
        }
      }
    }
  }

  static func check(_ penalty: FalsePenalty, _ sums: Sums, _ name: String) {
    for (observed, expected) in [
      (penalty.negativeCoefficientProbability, sums.negativeCoefficient.probability),
      (penalty.negativeCoefficientMass, sums.negativeCoefficient.mass),
      (penalty.negativeLogitProbability, sums.negativeLogit.probability),
      (penalty.negativeLogitMass, sums.negativeLogit.mass),
      (penalty.positiveLogitProbability, sums.positiveLogit.probability),
      (penalty.positiveLogitMass, sums.positiveLogit.mass),
    ] {
      #expect(
        abs(observed - expected) <= 1e-12 * expected, "\(name): \(observed) against \(expected)")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func everyRuleOfCounts(size: Int) throws {
    for (name, scheme) in try PenaltyLawTests.rules(groupSize: size) {
      // Rules that read the batch see infinitely many groups, of which a tuple is only one.
      guard scheme.algorithm.dependence == .groupCount else { continue }
      for (visit, success, other) in [(0.5, 0.3, 0.1), (0.25, 0.2, 0.7), (0.3, 0.7, 0.0)] {
        let token = try SharedToken(visit: visit, successVisited: success, successUnvisited: other)
        let events = [
          Event(probability: visit * success, reward: 1, coefficient: 1, logit: 1 - visit),
          Event(probability: visit * (1 - success), reward: 0, coefficient: 1, logit: 1 - visit),
          Event(probability: (1 - visit) * other, reward: 1, coefficient: 0, logit: -visit),
          Event(probability: (1 - visit) * (1 - other), reward: 0, coefficient: 0, logit: -visit),
        ]
        var algorithm = scheme.algorithm
        algorithm.regularizer = .none
        Self.check(
          try scheme.penalty(of: token), try Sums(events, algorithm: algorithm), "\(name) \(size) \(visit)")
      }
    }
  }

  @Test("Tokens of a tree, with and without a filter", arguments: [1, 2, 3, 4])
  func tokensOfATree(size: Int) throws {
    let tree = try SequenceTree([
      TreeBranch(
        "a", probability: 0.7,
        next: [
          TreeBranch("c", probability: 0.25, successRate: 1),
          TreeBranch("d", probability: 0.75, successRate: 0.2),
        ]),
      TreeBranch(
        "b", probability: 0.3,
        next: [
          TreeBranch("e", probability: 0.6, successRate: 0),
          TreeBranch("f", probability: 0.4, successRate: 0.5),
        ]),
    ])
    let filters: [TokenFilter] = [
      .none, .probabilityThreshold(0.5), .lowestProbability(keepFraction: 0.5, minimum: 1),
    ]
    for name in ["rloo", "grpo", "uniform-r", "linear-r", "reinforce-rej", "raft"] {
      for filter in filters {
        var algorithm = try Algorithm.named(name, groupSize: size)
        algorithm.regularizer = .none
        let plain = algorithm
        algorithm.tokenFilter = filter
        let penalties = try PenaltyScheme(groupsOf: algorithm).penalties(of: tree)
        for (node, penalty) in zip(1..., penalties) {
          Self.check(
            penalty, try Sums(Self.events(of: node, in: tree, filter: filter), algorithm: plain),
            "\(name) \(filter) node \(node)")
        }
      }
    }
  }

  /// Every leaf's success and failure, with what the filter leaves of it written out by hand for this tree.
  private static func events(of node: Int, in tree: SequenceTree, filter: TokenFilter) -> [Event] {
    let parent = tree.nodes[node].parent
    return tree.leaves.flatMap { leaf in
      let path = tree.path(to: leaf)
      let rate = tree.nodes[leaf].successRate ?? 0
      let rarest = path.min { tree.nodes[$0].probability < tree.nodes[$1].probability }
      func trains(_ step: Int) -> Bool {
        switch filter {
        case .probabilityThreshold(let threshold): tree.nodes[step].probability <= threshold
        case .lowestProbability: step == rarest
        default: true
        }
      }
      return [(1.0, rate), (0, 1 - rate)].map { reward, chance in
        let step = path.first { tree.nodes[$0].parent == parent }
        let isTrained = step.map { reward == 1 || trains($0) } ?? false
        let probability = tree.nodes[node].probability
        return Event(
          probability: tree.visits[leaf] * chance, reward: reward,
          coefficient: isTrained && step == node ? 1 : 0,
          logit: isTrained ? (step == node ? 1 - probability : -probability) : 0)
      }
    }
  }

  @Test("A first token of a tree is a shared token", arguments: [1, 2, 8, 16])
  func firstTokensOfATree(size: Int) throws {
    let token = try SharedToken(visit: 0.8, successVisited: 0.1, successUnvisited: 0.02)
    let tree = try SequenceTree([
      TreeBranch("a", probability: 0.8, successRate: 0.1),
      TreeBranch("b", probability: 0.2, successRate: 0.02),
    ])
    for name in ["rloo", "uniform-r"] {
      let scheme = try PenaltyScheme(groupsOf: .named(name, groupSize: size))
      let (direct, inTree) = (try scheme.penalty(of: token), try scheme.penalties(of: tree)[0])
      for (observed, expected) in [
        (inTree.negativeCoefficientProbability, direct.negativeCoefficientProbability),
        (inTree.negativeLogitProbability, direct.negativeLogitProbability),
        (inTree.negativeLogitMass, direct.negativeLogitMass),
        (inTree.expectedCoefficient, direct.expectedCoefficient),
      ] {
        #expect(abs(observed - expected) <= 1e-14 * max(1e-3, abs(expected)))
      }
    }
  }

  @Test("A necessary token anywhere in a tree is safe under centred groups")
  func necessaryTokensOfATree() throws {
    let tree = try SequenceTree([
      TreeBranch(
        "a", probability: 0.7,
        next: [
          TreeBranch(
            "b", probability: 0.6,
            next: [
              TreeBranch("c", probability: 0.3, successRate: 0.37),
              TreeBranch("x", probability: 0.7, successRate: 0),
            ]),
          TreeBranch("x", probability: 0.4, successRate: 0),
        ]),
      TreeBranch("x", probability: 0.3, successRate: 0),
    ])
    for size in [2, 7, 24] {
      let penalties = try PenaltyScheme(groupsOf: .named("grpo", groupSize: size)).penalties(of: tree)
      for node in tree.nodes.indices.dropFirst() where tree.nodes[node].token != "x" {
        #expect(penalties[node - 1].trueAdvantage > 0)
        #expect(penalties[node - 1].negativeCoefficientProbability == 0)
        // Further down, a group in which few rollouts reach the prefix may still lower the logit.
        if tree.nodes[node].depth == 1 { #expect(penalties[node - 1].negativeLogitProbability == 0) }
      }
    }
  }

  @Test("Sampled groups stay within five standard errors", arguments: ["rloo", "uniform-r"])
  func sampledGroups(name: String) throws {
    let token = try SharedToken(visit: 0.5, successVisited: 0.3, successUnvisited: 0.1)
    let algorithm = try Algorithm.named(name, groupSize: 8)
    let penalty = try PenaltyScheme(groupsOf: algorithm).penalty(of: token)
    let samples = 40_000
    var negative = 0
    var mass = 0.0
    var squares = 0.0
    for sample in 0..<samples {
      var stream = StreamPath(seed: 5)["penalty"][sample].stream()
      var rewards: [Double] = []
      var visits: [Double] = []
      for _ in 0..<8 {
        let visited = stream.uniform() < token.visit
        visits.append(visited ? 1 : 0)
        rewards.append(stream.uniform() < (visited ? token.successVisited : token.successUnvisited) ? 1 : 0)
      }
      let advantages = try algorithm.advantages(
        for: Batch(rewards.map { Rollout(reward: $0, length: 1) }, groupSize: 8))
      var logit = 0.0
      for index in 0..<8 { logit += advantages[index] * (visits[index] - token.visit) / 8 }
      guard logit < -1e-9 else { continue }
      negative += 1
      mass -= logit
      squares += logit * logit
    }
    let count = Double(samples)
    let rate = penalty.negativeLogitProbability
    let deviation = (Double(negative) / count - rate) / (rate * (1 - rate) / count).squareRoot()
    #expect(abs(deviation) < 5)
    let mean = mass / count
    let error = ((squares / count - mean * mean) / count).squareRoot()
    #expect(abs(mean - penalty.negativeLogitMass) < 5 * error)
  }
}
