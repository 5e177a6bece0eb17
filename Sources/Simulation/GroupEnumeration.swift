import Algorithms
import GSLNumerics
import Policies
import Rollouts

/// The exact mean and variance of a gradient estimate, by summing over every group that can be drawn.
///
/// A group of n from M responses is a multiset: there are C(n + M − 1, M − 1) count vectors, each with its
/// multinomial probability, instead of Mⁿ tuples. This works for every algorithm whose advantage reads only its
/// own group, count-based or not. A batch is one group for every prompt; groups are independent, so the batch's
/// variance is Σ_x Var_x / P² for P prompts.
public struct GroupEnumeration: Sendable {
  /// How many groups of n are enumerated at most, so that at most 10⁷ rollouts are looked at; beyond it
  /// ``SimulationError/tooManyGroups(count:limit:)``.
  public static func limit(groupSize: Int) -> Int { 10_000_000 / max(1, groupSize) }

  private let prompts: [ResponseTable]

  /// An enumeration of the groups of one or more prompts that share a policy's parameters.
  ///
  /// - Precondition: at least one prompt.
  public init(_ prompts: ResponseTable...) {
    self.init(prompts: prompts)
  }

  /// An enumeration of the groups of one or more prompts that share a policy's parameters.
  ///
  /// - Precondition: at least one prompt.
  public init(prompts: [ResponseTable]) {
    precondition(!prompts.isEmpty, "a batch needs a prompt")
    self.prompts = prompts
  }

  /// Σ_x C(n + M_x − 1, M_x − 1), the number of groups of n; nil where it overflows.
  public func groupCount(groupSize: Int) -> Int? {
    prompts.reduce(Optional(0)) { total, prompt in
      var count = 1
      for index in 1..<max(1, prompt.responses.count) {
        let (product, overflow) = count.multipliedReportingOverflow(by: groupSize + index)
        guard !overflow else { return nil }
        count = product / index
      }
      return total.flatMap { $0.addingReportingOverflow(count).overflow ? nil : $0 + count }
    }
  }

  /// Whether groups of n are few and small enough to be enumerated.
  public func canEnumerate(groupSize: Int) -> Bool {
    (groupCount(groupSize: groupSize) ?? .max) <= Self.limit(groupSize: groupSize)
  }

  /// The moments of the batch gradient, the mean over prompts of Σ c_i s_i over a group of the algorithm's size.
  ///
  /// - Throws: ``SimulationError/tooManyGroups(count:limit:)`` where there are too many groups;
  ///   ``SimulationError/dependsOnOtherGroups(part:summary:)`` for the batch mean and its like; `AlgorithmError` from
  ///   the algorithm.
  public func moments(of algorithm: Algorithm) throws -> GradientMoments {
    if let part = algorithm.partBeyondGroups {
      throw SimulationError.dependsOnOtherGroups(part: part.name, summary: part.summary)
    }
    guard canEnumerate(groupSize: algorithm.groupSize) else {
      throw SimulationError.tooManyGroups(
        count: groupCount(groupSize: algorithm.groupSize),
        limit: Self.limit(groupSize: algorithm.groupSize))
    }
    let share = 1 / Double(prompts.count)
    var mean = [Double](repeating: 0, count: prompts[0].parameterCount)
    var variance = 0.0
    for prompt in prompts {
      let group = try groupGradient(of: algorithm, prompt: prompt)
      variance += share * share * (group.meanSquaredNorm - innerProduct(group.mean, group.mean))
      for index in mean.indices { mean[index] += share * group.mean[index] }
    }
    return GradientMoments(
      variance: max(0, variance), mean: mean, gradient: prompts.meanSuccessGradient)
  }

  private func groupGradient(
    of algorithm: Algorithm, prompt: ResponseTable
  ) throws -> (meanSquaredNorm: Double, mean: [Double]) {
    let innerProducts = prompt.scoreInnerProducts
    var meanSquaredNorm = 0.0
    var meanCoefficients = [Double](repeating: 0, count: prompt.responses.count)
    try forEachGroup(of: algorithm.groupSize, prompt: prompt) { counts, probability in
      let coefficients = try coefficients(of: algorithm, prompt: prompt, counts: counts)
      for (response, coefficient) in coefficients {
        meanCoefficients[response] += probability * coefficient
        for (other, otherCoefficient) in coefficients {
          meanSquaredNorm += probability * coefficient * otherCoefficient * innerProducts[response][other]
        }
      }
    }
    var mean = [Double](repeating: 0, count: prompt.parameterCount)
    for (response, coefficient) in zip(prompt.responses, meanCoefficients) {
      for index in mean.indices { mean[index] += coefficient * response.score[index] }
    }
    return (meanSquaredNorm, mean)
  }

  /// Σ c over the rollouts of each response that occurs in the group.
  private func coefficients(
    of algorithm: Algorithm, prompt: ResponseTable, counts: [Int]
  ) throws -> [(response: Int, coefficient: Double)] {
    var rollouts: [Rollout] = []
    var origins: [Int] = []
    for (response, count) in counts.enumerated() where count > 0 {
      rollouts.append(contentsOf: repeatElement(Rollout(prompt.responses[response]), count: count))
      origins.append(contentsOf: repeatElement(response, count: count))
    }
    let shares = try algorithm.rolloutCoefficients(for: Batch(rollouts, groupSize: rollouts.count))
    var coefficients: [(response: Int, coefficient: Double)] = []
    for (origin, share) in zip(origins, shares) {
      if coefficients.last?.response == origin {
        coefficients[coefficients.count - 1].coefficient += share
      } else {
        coefficients.append((origin, share))
      }
    }
    return coefficients
  }

  /// Visits every count vector with its multinomial probability, a product of binomial ones.
  ///
  /// Of the rollouts that are not yet placed, c are response y with the probability that y has among the responses
  /// from y on. No factor exceeds 1, so nothing overflows at any n.
  private func forEachGroup(
    of size: Int, prompt: ResponseTable, _ body: ([Int], Double) throws -> Void
  ) throws {
    var counts = [Int](repeating: 0, count: prompt.responses.count)
    var tails = prompt.responses.map(\.probability)
    for index in tails.indices.dropLast().reversed() { tails[index] += tails[index + 1] }
    func place(_ response: Int, _ remaining: Int, _ probability: Double) throws {
      if response == prompt.responses.count - 1 || remaining == 0 {
        counts[response] = remaining
        // The last response takes what is left, unless it cannot occur.
        if remaining == 0 || tails[response] > 0 { try body(counts, probability) }
        counts[response] = 0
        return
      }
      let share = tails[response] > 0 ? min(1, prompt.responses[response].probability / tails[response]) : 0
      let binomial = try BinomialDistribution(trials: remaining, successProbability: share)
      for count in 0...remaining {
        let weight = probability * binomial.probability(of: count)
        guard weight > 0 else { continue }
        counts[response] = count
        try place(response + 1, remaining - count, weight)
      }
      counts[response] = 0
    }
    try place(0, size, 1)
  }
}

extension Rollout {
  /// The rollout that samples this response, with its exact score norm.
  init(_ response: Response) {
    self.init(
      reward: response.reward, length: response.length, squaredScoreNorm: response.squaredScoreNorm)
  }
}
