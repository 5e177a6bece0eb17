import Algorithms

/// What a step goes by: the gradient of minus the loss, in two parts, and the loss.
package struct GradientEstimate {
  /// The part of the rollouts before `boundary`.
  private var first: [Float]
  /// The part of the others.
  private var second: [Float]
  /// The rollout with which the second half of the groups begins; nil where halves are not told apart.
  private let boundary: Int?
  /// The loss with its clip fractions.
  package var loss = SurrogateLoss()
  /// The number of tokens that went through the backward pass.
  package var trainedTokens = 0

  /// No gradient yet.
  ///
  /// - Parameter boundary: the rollout with which the second half of the groups begins; nil to tell no halves apart.
  init(parameterCount: Int, boundary: Int?) {
    self.boundary = boundary
    first = Array(repeating: 0, count: parameterCount)
    second = Array(repeating: 0, count: boundary == nil ? 0 : parameterCount)
  }

  /// Adds the scores of a pass over some rollouts, in rising order, with a weight for each.
  mutating func add(_ pass: ParallelPass, weights: [Float], rollouts: ArraySlice<Int>) {
    let split = boundary.map { boundary in rollouts.count { $0 < boundary } } ?? rollouts.count
    if split > 0 {
      pass.addGradient(weights: Array(weights[..<split]), sequences: 0..<split, to: &first)
    }
    if split < rollouts.count {
      pass.addGradient(weights: Array(weights[split...]), sequences: split..<rollouts.count, to: &second)
    }
  }

  /// The sum of both parts.
  package var gradient: [Float] {
    guard boundary != nil else { return first }
    var sum = first
    Training.add(second, to: &sum)
    return sum
  }

  /// |g₁ − g₂|²; nil where halves are not told apart.
  package var variance: Double? {
    boundary == nil ? nil : GradientNorm.square(first, plus: second, times: -1)
  }
}
