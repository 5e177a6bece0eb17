import Algorithms
import Policies
import PolicyGradientTheory
import RunFiles
import RunStatistics

/// Penalties of tokens and trees by theory alone.
struct ExactPenalties {
  /// What is said of a token.
  static let tokenQuantities: [(name: String, value: @Sendable (FalsePenalty) -> Double)] = [
    ("coefficientProbability", { $0.negativeCoefficientProbability }),
    ("coefficientMass", { $0.negativeCoefficientMass }),
    ("logitProbability", { $0.negativeLogitProbability }), ("logitMass", { $0.negativeLogitMass }),
  ]
  /// What is said of a tree.
  static let treeQuantities: [(name: String, value: @Sendable (TreePenaltyAnalysis) -> Double?)] = [
    ("falseCoefficientShare", { $0.falseShare(of: .coefficient) }),
    ("falseLogitShare", { $0.falseShare(of: .logit) }),
    ("reversedShare", { $0.reversedShare }),
  ]

  /// Penalties by token, rule and size, such as "n8" and "batch32".
  private(set) var penalties: [[String]: FalsePenalty] = [:]
  /// Analyses by tree and arm.
  private(set) var trees: [[String]: TreePenaltyAnalysis] = [:]
  /// Analyses of the arm whose filter is varied, by tree, in the order of the kept fractions.
  private(set) var filtered: [String: [TreePenaltyAnalysis]] = [:]

  /// Analyses every token and tree.
  ///
  /// - Throws: ``RunError`` beginning with the name of the algorithm that gives no answer.
  init(_ parameters: FalsePenaltyParameters) throws {
    let exact = parameters.exact
    for rule in exact.groupRules {
      for size in exact.groupSizes {
        try add(exact.tokens, rule, "n\(size)", .groups(size: size, batchRate: nil))
      }
    }
    for rule in exact.batchRules {
      for size in exact.batchSizes {
        let others = Array(repeating: exact.otherRate, count: size - 1)
        try add(exact.tokens, rule, "batch\(size)", .singleRollouts(otherRates: others))
      }
    }
    let filteredArm = try parameters.arm(named: exact.filteredArm)
    for path in exact.trees {
      let tree = try SequenceTree(named: path)
      filtered[Self.name(ofTree: path)] = try exact.keepFractions.map { fraction in
        var algorithm = try filteredArm.value()
        algorithm.tokenFilter = .lowestProbability(keepFraction: fraction, minimum: 0)
        return try TreePenaltyAnalysis(
          (filteredArm.name, algorithm), settings: filteredArm.settingsOfScheme, tree: tree)
      }
      for name in exact.arms {
        let arm = try parameters.arm(named: name)
        trees[[Self.name(ofTree: path), name]] = try TreePenaltyAnalysis(
          (name, arm.value()), settings: arm.settingsOfScheme, tree: tree)
      }
    }
  }

  private mutating func add(
    _ tokens: [FalsePenaltyParameters.Token], _ rule: String, _ size: String, _ settings: SchemeSettings
  ) throws {
    let scheme = try FalsePenaltyParameters.scheme(of: rule, settings)
    for token in tokens {
      penalties[[token.name, rule, size]] = try naming(rule) { try scheme.penalty(of: token.sharedToken()) }
    }
  }

  /// A tree's name in quantities: builtin:lock-in is lock-in.
  static func name(ofTree tree: String) -> String {
    tree.hasPrefix("builtin:") ? String(tree.dropFirst("builtin:".count)) : tree
  }

  static func quantities(of parameters: FalsePenaltyParameters) -> Set<String> {
    let exact = parameters.exact
    var names = Set<String>()
    for token in exact.tokens {
      let rules =
        exact.groupRules.flatMap { rule in exact.groupSizes.map { "\(rule).n\($0)" } }
        + exact.batchRules.flatMap { rule in exact.batchSizes.map { "\(rule).batch\($0)" } }
      for rule in rules {
        for (quantity, _) in tokenQuantities { names.insert("exact.\(token.name).\(rule).\(quantity)") }
      }
    }
    for tree in exact.trees {
      for arm in exact.arms {
        for (quantity, _) in treeQuantities { names.insert("exact.\(name(ofTree: tree)).\(arm).\(quantity)") }
      }
    }
    return names
  }

  var measurements: [String: MeasuredQuantity] {
    var measurements: [String: MeasuredQuantity] = [:]
    func record(_ name: String, _ value: Double) {
      measurements[name] = MeasuredQuantity(
        estimate: Estimate(value: value, standardError: 0, degreesOfFreedom: 1), scale: .linear, replicates: 1
      )
    }
    for (key, penalty) in penalties {
      for (quantity, value) in Self.tokenQuantities {
        record("exact.\(key.joined(separator: ".")).\(quantity)", value(penalty))
      }
    }
    for (key, analysis) in trees {
      for (quantity, value) in Self.treeQuantities {
        if let value = value(analysis) { record("exact.\(key.joined(separator: ".")).\(quantity)", value) }
      }
    }
    return measurements
  }
}
