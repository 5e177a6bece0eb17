import Algorithms

/// Why the theory has no closed form to offer.
public enum TheoryError: Error, Equatable, CustomStringConvertible {
  /// The advantage is not a function of reward and success counts, because of this part of the algorithm.
  case notCountBased(part: String, summary: String, dependence: Dependence)
  /// This part of the algorithm reads the whole batch, of which nothing is known.
  case needsBatchRate(part: String, summary: String)
  /// What the baseline subtracts comes from outside the group, and a variance depends on it.
  case externalBaseline(summary: String)
  /// A success rate lies outside its range.
  case notARate(name: String, value: Double, legal: String)
  /// A weight, clock or mobility is not a positive finite number at a success rate on the way.
  case notPositive(name: String, value: Double, rate: Double)
  /// A population is at its target, or above it, before anything was done.
  case targetReached(mean: Double, target: Double)
  /// A prompt succeeds for certain before the population is at its target, under a weight that has a pole there.
  case certainSuccess(target: Double)
  /// Bernstein polynomials of a group's degree are too small on a range for doubles.
  case vanishingPolynomials(groupSize: Int)
  /// A group is too large to optimise, or has no rollout.
  case notAGroupSize(value: Int, largest: Int)
  /// A token filter reads all tokens of a response, and only one token was given.
  case filterNeedsTree(summary: String)
  /// What a token filter keeps does not follow from a response's tokens.
  case filterNotOfTokens(summary: String)
  /// What the baseline subtracts comes from outside, and what a token gets depends on it.
  case unknownBaseline(summary: String)
  /// Groups are too large to sum over where rollouts may miss a token's prefix.
  case groupTooLargeForTrees(value: Int, largest: Int)
  /// Sums of advantages exceed the largest double.
  case advantagesTooLarge
  /// The groups of a batch have more combinations of success counts than are summed over.
  case tooManyCombinations(limit: Int)

  /// One line naming the reason and the way out.
  public var description: String {
    switch self {
    case .notCountBased(let part, let summary, let dependence):
      "the advantage is not a function of reward and success count: its \(part), \(summary), depends on"
        + " \(Self.phrase(dependence)); enumerate or simulate it instead"
    case .needsBatchRate(let part, let summary):
      "its \(part), \(summary), needs the success rate of the batch, taken to be that of each of its prompts: give --batch-rate"
    case .externalBaseline(let summary):
      "its baseline, \(summary), comes from outside the group, and the variance depends on it; enumerate or"
        + " simulate it instead"
    case .notARate(let name, let value, let legal):
      "\(name) is \(value); it must be \(legal)"
    case .notPositive(let name, let value, let rate):
      "\(name) is \(value) at success rate \(rate); it must be a finite number above 0 on the whole way to the target"
    case .targetReached(let mean, let target):
      "the target is \(target), and the mean success rate is \(mean) already; the target must be above it and below 1"
    case .certainSuccess(let target):
      "a prompt succeeds for certain before the mean reaches \(target), and there the weight has no bound; give"
        + " --group-size, for no finite group has a pole"
    case .vanishingPolynomials(let groupSize):
      "polynomials of groups of \(groupSize) vanish to rounding between these success rates; ask for a smaller group or a"
        + " longer range"
    case .notAGroupSize(let value, let largest):
      "the group size is \(value); a weight is optimised for groups of 1 to \(largest)"
    case .filterNeedsTree(let summary):
      "its tokenFilter, \(summary), reads every token of a response; ask for the tokens of a tree"
    case .filterNotOfTokens(let summary):
      "its tokenFilter, \(summary), does not choose by the tokens; simulate it instead"
    case .unknownBaseline(let summary):
      "its baseline, \(summary), comes from outside the batch, and what a token gets depends on it; give it as a number,"
        + " such as --set baseline=constant baseline.value=0.4"
    case .groupTooLargeForTrees(let value, let largest):
      "the group size is \(value); for tokens of a tree, and for drifts, groups of at most \(largest) are summed"
    case .advantagesTooLarge:
      "its advantages add up to more than 1.8e308; make the baseline, or the prompt weight, smaller"
    case .tooManyCombinations(let limit):
      "the batch has more than \(limit) combinations of success counts; lower the group size or the number of"
        + " prompts, or simulate it"
    }
  }

  private static func phrase(_ dependence: Dependence) -> String {
    switch dependence {
    case .groupCount: "the group"
    case .batchCounts: "the other groups"
    case .lengths: "lengths"
    case .squaredScoreNorms: "score norms"
    case .tokens: "single tokens"
    }
  }
}

extension Algorithm {
  /// Checks that rewards alone decide the advantages.
  ///
  /// - Throws: ``TheoryError/notCountBased(part:summary:dependence:)`` naming the part that reads more.
  func checkCountsDecide() throws {
    if tokenFilter != .none {
      throw TheoryError.notCountBased(part: "tokenFilter", summary: tokenFilter.summary, dependence: .tokens)
    }
    if case .classBalanced = aggregation {
      throw TheoryError.notCountBased(
        part: "aggregation", summary: aggregation.summary, dependence: .batchCounts)
    }
    guard dependence > .batchCounts, let part = partBeyondCounts else { return }
    throw TheoryError.notCountBased(part: part.name, summary: part.summary, dependence: dependence)
  }
}
