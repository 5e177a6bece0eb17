/// One response of an exact policy.
public struct Response: Sendable {
  /// One token of a response: where it was chosen and the score of the choice.
  public struct Step: Sendable {
    /// The tokens before it.
    public let prefix: [Int]
    /// ∇ log π(token | prefix).
    public let score: [Double]
  }

  /// The tokens; a policy over whole responses numbers them and has one token.
  public let tokens: [Int]
  /// π(y).
  public let probability: Double
  /// 0 or 1.
  public let reward: Double
  /// The number of tokens that a length-weighted baseline counts.
  public let length: Int
  /// s(y) = ∇ log π(y), the sum of its steps' scores.
  public let score: [Double]
  /// The choices that made the response.
  public let steps: [Step]

  /// |s(y)|².
  public var squaredScoreNorm: Double { innerProduct(score, score) }

  /// Σ_t |s_t|² over its tokens; its mean is that of |s|² (result 1.5').
  public var squaredTokenScoreNorms: Double { steps.reduce(0) { $0 + innerProduct($1.score, $1.score) } }
}
