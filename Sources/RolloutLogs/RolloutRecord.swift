/// One rollout as a line of a log: version 1 of the neutral record.
///
/// Arrays have one value per response position, in nats where they are logarithms. Keys that a record does not know
/// are ignored, so that a log may carry more than is read.
public struct RolloutRecord: Codable, Hashable, Sendable {
  /// The prompt, or what else makes a group.
  public var group: RecordLabel
  /// The outcome, 0 or 1, or a shaped reward.
  public var reward: Double
  /// The update of the policy; equal groups of different steps are different groups.
  public var step: Int?
  /// Which of the group's rollouts this is.
  public var sample: RecordLabel?
  /// The parts that a reward was made of; they are kept, never added up.
  public var rewards: [String: Double?]?
  /// Which positions count; nil where the first ``length`` do, or all.
  public var mask: [Bool]?
  /// The number of positions that count.
  public var length: Int?
  /// Whether the response was cut off at the length limit.
  public var truncated: Bool?
  /// The reward at every position.
  public var tokenRewards: [Double]?
  /// log π under the policy that is trained.
  public var logProbs: [Double]?
  /// log π at the start of the update.
  public var oldLogProbs: [Double]?
  /// log μ as the sampler computed it.
  public var behaviorLogProbs: [Double]?
  /// log π under the reference policy of a KL penalty.
  public var referenceLogProbs: [Double]?
  /// Fixed weights on the tokens' losses.
  public var rolloutWeights: [Double]?
  /// The entropy of the distribution each token was drawn from.
  public var entropies: [Double]?
  /// Σ_v π(v)² of the distribution each token was drawn from.
  public var sumOfSquaredProbabilities: [Double]?
  /// ‖∇ log π(y)‖² of the response.
  public var squaredScoreNorm: Double?
  /// A critic's values; they are kept, no rule here reads them.
  public var values: [Double]?
  /// The reward of the greedy response to the same prompt.
  public var greedyReward: Double?
  /// The prompt's success rate as a tracker held it before this rollout.
  public var trackerPrior: Double?
  /// The trajectory that the rollout is a turn of.
  public var trajectory: RecordLabel?
  /// The advantage that training used.
  public var advantage: RecordedAdvantage?
  /// The prompt's text.
  public var prompt: String?
  /// The response's text.
  public var completion: String?

  /// A rollout of a group; everything else is absent.
  public init(group: RecordLabel, reward: Double) {
    self.group = group
    self.reward = reward
  }

  enum CodingKeys: String, CodingKey {
    case group, reward, step, sample, rewards, mask, length, truncated, tokenRewards, logProbs, oldLogProbs
    case behaviorLogProbs, referenceLogProbs, rolloutWeights, entropies, sumOfSquaredProbabilities
    case squaredScoreNorm, values, greedyReward, trackerPrior, trajectory, advantage, prompt, completion

    /// What a value must be, as the end of a sentence.
    var legal: String {
      switch self {
      case .group, .sample, .trajectory: "a string or a whole number"
      case .reward: "a finite number: drop rollouts without a verdict"
      case .step: "a whole number"
      case .length: "a whole number, 0 or more"
      case .rewards: "an object of numbers by name"
      case .mask: "an array of 0 and 1, or of true and false"
      case .truncated: "true or false"
      case .squaredScoreNorm, .greedyReward, .trackerPrior: "a number"
      case .advantage: "a number, or an array of numbers, one per response position"
      case .prompt, .completion: "a string"
      default: "an array of numbers, one per response position"
      }
    }
  }

  /// Reads a record; a null is as good as no value, except for the group and the reward.
  ///
  /// - Throws: ``RecordProblem`` for a mask of other numbers than 0 and 1, for a fraction where a whole number belongs,
  ///   and for parts of a reward without the reward; otherwise what the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try container.decodeIfPresent(Value.self, forKey: key)
    }
    group = try container.decode(RecordLabel.self, forKey: .group)
    if !container.contains(.reward), container.contains(.rewards) { throw RecordProblem.onlyPartsOfReward }
    reward = try container.decode(Double.self, forKey: .reward)
    step = try Self.wholeNumber(.step, in: container)
    sample = try value(.sample)
    rewards = try value(.rewards)
    mask = try Self.mask(in: container)
    length = try Self.wholeNumber(.length, in: container)
    truncated = try value(.truncated)
    tokenRewards = try value(.tokenRewards)
    logProbs = try value(.logProbs)
    oldLogProbs = try value(.oldLogProbs)
    behaviorLogProbs = try value(.behaviorLogProbs)
    referenceLogProbs = try value(.referenceLogProbs)
    rolloutWeights = try value(.rolloutWeights)
    entropies = try value(.entropies)
    sumOfSquaredProbabilities = try value(.sumOfSquaredProbabilities)
    squaredScoreNorm = try value(.squaredScoreNorm)
    values = try value(.values)
    greedyReward = try value(.greedyReward)
    trackerPrior = try value(.trackerPrior)
    trajectory = try value(.trajectory)
    advantage = try value(.advantage)
    prompt = try value(.prompt)
    completion = try value(.completion)
  }

  private static func wholeNumber(
    _ key: CodingKeys, in container: KeyedDecodingContainer<CodingKeys>
  ) throws -> Int? {
    guard let number = try container.decodeIfPresent(Double.self, forKey: key) else { return nil }
    guard let whole = Int(exactly: number) else {
      throw RecordProblem.illegal(name: key.rawValue, value: "\(number)", legal: key.legal)
    }
    return whole
  }

  private static func mask(in container: KeyedDecodingContainer<CodingKeys>) throws -> [Bool]? {
    if let flags = try? container.decodeIfPresent([Bool].self, forKey: .mask) { return flags }
    return try container.decodeIfPresent([Double].self, forKey: .mask)?.enumerated().map { index, number in
      guard number == 0 || number == 1 else {
        throw RecordProblem.illegal(name: "mask[\(index)]", value: "\(number)", legal: "0 or 1")
      }
      return number == 1
    }
  }

  /// The token columns by name, in the order in which problems are reported.
  static let columns: [(name: String, path: KeyPath<RolloutRecord, [Double]?> & Sendable)] = [
    ("tokenRewards", \.tokenRewards), ("logProbs", \.logProbs), ("oldLogProbs", \.oldLogProbs),
    ("behaviorLogProbs", \.behaviorLogProbs), ("referenceLogProbs", \.referenceLogProbs),
    ("rolloutWeights", \.rolloutWeights), ("entropies", \.entropies),
    ("sumOfSquaredProbabilities", \.sumOfSquaredProbabilities), ("values", \.values),
  ]
}
