import Algorithms
import Policies
import PolicyGradientTheory
import RunFiles
import Simulation

extension FalsePenaltyParameters {
  /// A rule of the catalogue as theory reads it.
  ///
  /// - Throws: ``RunError`` beginning with the rule's name; `CatalogueError` for a name that is none.
  static func scheme(of rule: String, _ settings: SchemeSettings) throws -> PenaltyScheme {
    try settings.scheme(of: (rule, AlgorithmPreset(named: rule).algorithm()))
  }

  func arm(named name: String) throws -> Arm {
    guard let arm = arms.first(where: { $0.name == name }) else {
      throw RunError(
        .badData,
        "there is no arm '\(name)' in parameters.arms; it has \(arms.map(\.name).joined(separator: ", "))")
    }
    return arm
  }
}

extension FalsePenaltyParameters.Arm {
  /// The algorithm with its settings and its group size.
  ///
  /// - Throws: ``RunError`` for a setting that is none; `CatalogueError` for a name that is none.
  func value() throws -> Algorithm {
    var value = try configuredAlgorithm(algorithm, settings: settings ?? [], of: name)
    value.groupSize = groupSize ?? 1
    return value
  }

  /// How many rollouts of the prompt an update takes.
  var rolloutsOfPrompt: Int { groupSize ?? 1 }

  /// The arm as theory reads it.
  ///
  /// - Throws: ``RunError`` beginning with the arm's name.
  func scheme() throws -> PenaltyScheme { try settingsOfScheme.scheme(of: (name, value())) }

  /// How the arm's rollouts are drawn.
  var settingsOfScheme: SchemeSettings {
    batchSize.map { .singleRollouts(otherRates: Array(repeating: otherRate ?? 0, count: $0 - 1)) }
      ?? .groups(size: nil, batchRate: nil)
  }

  /// The arm as a simulated update.
  ///
  /// - Throws: ``RunError`` beginning with the arm's name.
  func update(
    of tree: SequenceTree, rule: UpdateRule, stepSize: Double, logits: FreeLogits
  ) throws -> TreeUpdate {
    try settingsOfScheme.update(
      of: tree, algorithm: (name, value()), rule: rule, stepSize: stepSize, logits: logits)
  }
}

extension FalsePenaltyParameters.Run {
  /// The tree.
  ///
  /// - Throws: ``RunError`` beginning with the run's name.
  func tree() throws -> SequenceTree {
    try SequenceTreeFile(tokens: tokens).tree(file: "parameters.runs '\(name)'")
  }

  /// The node of the token that is watched.
  ///
  /// - Throws: ``RunError`` where the tree has no such token.
  func watchedNode(in tree: SequenceTree) throws -> Int {
    guard let node = tree.node(at: watch), node > 0 else {
      throw RunError(
        .badData,
        "parameters.runs '\(name)'.watch is '\(watch.joined(separator: " "))'; it must be a path of the run's tokens"
      )
    }
    return node
  }
}

/// An algorithm of the catalogue with settings changed.
///
/// - Throws: ``RunError`` naming the arm, for a setting that is none; `CatalogueError` for a name that is none.
func configuredAlgorithm(_ algorithm: String, settings: [String], of arm: String) throws -> Algorithm {
  do {
    return try AlgorithmPreset(named: algorithm).algorithm().setting(settings)
  } catch let error as SettingError {
    throw RunError(.badData, "arm '\(arm)'.settings: \(error)")
  }
}
