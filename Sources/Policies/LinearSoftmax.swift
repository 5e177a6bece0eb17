import Foundation

/// A softmax whose logits are linear in features shared across prompts and prefixes: logit_a = θ · φ(x, h, a).
///
/// The score of a token is φ(x, h, a) − E φ. Prompts share θ, so a step for one prompt moves the success of
/// another by ∇ρ_x · ∇ρ_x′: the smallest exact model of interference. Its per-token scores are not orthogonal
/// within a response, and still E|s|² = Σ_t E|s_t|² (result 1.5').
public struct LinearSoftmax: TokenPolicy {
  /// φ(prompt, prefix, token) ∈ Rᵈ.
  public typealias Features = @Sendable (_ prompt: Int, _ prefix: [Int], _ token: Int) -> [Double]

  /// θ ∈ Rᵈ.
  public let parameters: [Double]
  private let vocabularySize: Int
  private let features: Features

  /// The policy with parameters θ over `vocabularySize` tokens.
  ///
  /// - Precondition: `features` returns vectors of the length of `parameters`.
  public init(parameters: [Double], vocabularySize: Int, features: @escaping Features) {
    self.parameters = parameters
    self.vocabularySize = vocabularySize
    self.features = features
  }

  /// d.
  public var parameterCount: Int { parameters.count }

  /// softmax(θ · φ(x, h, ·)), computed after subtracting the largest logit.
  public func distribution(prompt: Int, prefix: [Int]) -> [Double] {
    let logits = (0..<vocabularySize).map { innerProduct(parameters, features(prompt, prefix, $0)) }
    let largest = logits.max() ?? 0
    let weights = logits.map { exp($0 - largest) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// φ(x, h, token) − Σ_a π(a | x, h) φ(x, h, a).
  public func score(prompt: Int, prefix: [Int], token: Int, distribution: [Double]) -> [Double] {
    var score = features(prompt, prefix, token)
    for (other, probability) in distribution.enumerated() {
      for (index, feature) in features(prompt, prefix, other).enumerated() {
        score[index] -= probability * feature
      }
    }
    return score
  }
}
