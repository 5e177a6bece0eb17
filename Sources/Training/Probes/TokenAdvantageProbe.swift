import RandomStreams
import Tasks

/// True advantages of single tokens under a learner's present policy, and which penalties of an update are false.
///
/// The policy is that of temperature 1. It belongs to one task at a time, and disturbs nothing of the learner.
public struct TokenAdvantageProbe {
  /// How success probabilities are found.
  public enum Method: Sendable {
    /// By K ≥ 2 sampled continuations of every beginning, at an address.
    case sampling(continuations: Int, path: StreamPath)
    /// By enumeration of all responses.
    case enumeration
  }

  private let learner: Learner
  private let method: Method

  /// A probe of the learner's present weights.
  public init(learner: Learner, method: Method) {
    if case .sampling(let continuations, _) = method {
      precondition(continuations >= 2, "a standard error takes two continuations")
    }
    self.learner = learner
    self.method = method
  }

  /// The advantages of tokens, in their order.
  ///
  /// Every beginning is valued once: what comes after a token is what comes before the next. The value of a finished
  /// response is its verdict.
  ///
  /// - Throws: `TransformerError` from the model, what the task's verifier throws, and
  ///   ``ProbeError/tooManyResponses(limit:)`` from an enumeration.
  public func advantages(of tokens: [ProbedToken]) throws -> [TokenAdvantage] {
    let task = learner.task
    let after = tokens.map { $0.prefix.choosing($0.token, in: task) }
    let values = try values(of: Set(tokens.map(\.prefix)).union(after))
    return zip(tokens, after).map { token, next in
      guard let before = values[token.prefix], let after = values[next] else {
        preconditionFailure("every beginning has a value")
      }
      return TokenAdvantage(token: token, before: before, after: after)
    }
  }

  /// What the negative weights of an update fall on.
  ///
  /// Tokens that several rollouts share, behind one beginning, count once, with the sum of their weights: the coefficient C
  /// of log π(token | beginning). Only tokens whose sum is negative are valued; each stands in a rollout that failed where
  /// an algorithm weighs successes positively.
  ///
  /// - Parameters:
  ///   - rollouts: the rollouts of the update, sampled from the learner's present policy.
  ///   - weights: what multiplies the score of every response token, in the order of the rollouts, such as
  ///     ``CollectedRollouts/tokenWeights(of:)``.
  ///   - margin: ε of ``PenaltyReport/Verdict``, 0 or more; some standard errors where values are sampled.
  /// - Throws: as ``advantages(of:)``.
  public func penalties(
    of rollouts: CollectedRollouts, weights: [Double], margin: Double
  ) throws -> PenaltyReport {
    precondition(margin >= 0, "a margin has no sign")
    // What is left of weights that cancel is rounding, and no penalty.
    let rounding = 1e-12 * weights.reduce(0) { $0 + abs($1) }
    let sums = sums(of: weights, over: rollouts).filter { $0.weight < -rounding }
    let advantages = try advantages(of: sums.map(\.token))
    return PenaltyReport(
      penalties: zip(sums, advantages).map {
        PenaltyReport.Penalty(weight: $0.weight, advantage: $1, margin: margin)
      })
  }

  /// The sum of weights of every token that the policy chose, in the order in which tokens first appear.
  private func sums(
    of weights: [Double], over rollouts: CollectedRollouts
  ) -> [(token: ProbedToken, weight: Double)] {
    var sums: [(token: ProbedToken, weight: Double)] = []
    var places: [ProbedToken: Int] = [:]
    var first = 0
    for sequence in rollouts.sequences {
      let response = Array(sequence.response)
      for (index, token) in response.enumerated() where sequence.mask?[index] ?? true {
        let prefix = ResponsePrefix(prompt: Array(sequence.prompt), response: Array(response[..<index]))
        let token = ProbedToken(token, after: prefix)
        if let place = places[token] {
          sums[place].weight += weights[first + index]
        } else {
          places[token] = sums.count
          sums.append((token, weights[first + index]))
        }
      }
      first += response.count
    }
    precondition(first == weights.count, "one weight for every response token")
    return sums
  }

  private func values(of prefixes: Set<ResponsePrefix>) throws -> [ResponsePrefix: SuccessProbability] {
    let task = learner.task
    let finished = prefixes.filter { $0.isFinished(in: task) }
    let open = Array(prefixes.subtracting(finished))
    var values =
      switch method {
      case .sampling(let continuations, let path):
        try SampledValues(learner: learner, continuations: continuations, path: path).values(of: open)
      case .enumeration: try ExactValues(learner: learner).values(of: open)
      }
    let responses = Array(finished)
    let outcomes = try task.outcomes(
      of: responses.map { TaskResponse(prompt: $0.prompt, response: $0.response) })
    for (prefix, outcome) in zip(responses, outcomes) {
      values[prefix] = SuccessProbability(exact: outcome ? 1 : 0)
    }
    return values
  }
}
