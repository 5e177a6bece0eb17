/// Responses that are being drawn: their tokens so far, and who is read at which position.
///
/// Of neighbours with equal prompts only the first is read while the prompt lasts; the others follow it.
struct DraftedResponses {
  /// The most tokens of prompt and response of any rollout that has something to draw.
  let capacity: Int
  private let promptLengths: [Int]
  private let limits: [Int]
  /// The room of a rollout: the longest prompt or, if it is more, ``capacity``.
  private let stride: Int
  /// The tokens of every rollout, [rollouts × stride].
  private var tokens: [Int]
  private var counts: [Int]
  /// What the sampler saw of every response token, laid out like `tokens`; nil for tokens of an environment.
  private var choices: [Softmax.Choice?]
  private var finished: [Bool]
  /// The rollouts that each reader's prompt serves; empty for those that follow another.
  private var served: [Range<Int>]
  private var active: [Int]

  /// The rollouts that are read in this step.
  private(set) var reading: [Int] = []
  /// Those of them after which a token is drawn, as places in `reading`.
  private(set) var drawing: [Int] = []

  /// Prompts without responses.
  init(prompts: [[Int]], lengths: [Int], contextLength: Int) {
    promptLengths = prompts.map(\.count)
    limits = zip(prompts, lengths).map { min(contextLength, $0.count + $1) }
    capacity = zip(limits, prompts).map { $0 > $1.count ? $0 : 0 }.max() ?? 0
    stride = max(capacity, promptLengths.max() ?? 0)
    tokens = []
    tokens.reserveCapacity(prompts.count * stride)
    for prompt in prompts { tokens += prompt + Array(repeating: 0, count: stride - prompt.count) }
    counts = promptLengths
    choices = Array(repeating: nil, count: tokens.count)
    finished = zip(limits, promptLengths).map { $0 <= $1 }
    active = prompts.indices.filter { [finished] in !finished[$0] }
    served = prompts.indices.map { $0..<$0 + 1 }
    var leader = 0
    for index in prompts.indices.dropFirst() {
      if !finished[leader], !finished[index], prompts[index] == prompts[leader] {
        served[leader] = leader..<index + 1
        served[index] = index..<index
      } else {
        leader = index
      }
    }
  }

  /// Finds out who is read at `position`; false when all responses are finished.
  mutating func beginStep(at position: Int) -> Bool {
    active.removeAll { finished[$0] }
    reading.removeAll(keepingCapacity: true)
    drawing.removeAll(keepingCapacity: true)
    for rollout in active where position >= promptLengths[rollout] || !served[rollout].isEmpty {
      if position + 1 == counts[rollout] { drawing.append(reading.count) }
      reading.append(rollout)
    }
    return !reading.isEmpty
  }

  /// The rollouts that draw from what follows a reader's token at `position`.
  func followers(of reader: Int, at position: Int) -> Range<Int> {
    position + 1 == promptLengths[reader] ? served[reader] : reader..<reader + 1
  }

  /// A token of prompt or response.
  func token(of rollout: Int, at position: Int) -> Int { tokens[rollout * stride + position] }

  /// Whether nothing more is drawn for a rollout.
  func isFinished(_ rollout: Int) -> Bool { finished[rollout] }

  /// The response so far.
  func response(of rollout: Int) -> ArraySlice<Int> {
    tokens[(rollout * stride + promptLengths[rollout])..<(rollout * stride + counts[rollout])]
  }

  /// Adds a token that the policy chose.
  mutating func append(_ token: Int, _ choice: Softmax.Choice, to rollout: Int, isEnd: Bool) {
    let place = rollout * stride + counts[rollout]
    tokens[place] = token
    choices[place] = choice
    counts[rollout] += 1
    finished[rollout] = isEnd || counts[rollout] == limits[rollout]
  }

  /// Adds what an environment wrote, as far as it fits.
  mutating func append(reply: [Int], to rollout: Int) {
    for token in reply.prefix(limits[rollout] - counts[rollout]) {
      tokens[rollout * stride + counts[rollout]] = token
      counts[rollout] += 1
    }
    finished[rollout] = counts[rollout] == limits[rollout]
  }

  /// The responses as they are.
  var responses: SampledResponses {
    var responses = SampledResponses()
    for rollout in promptLengths.indices {
      let start = rollout * stride
      let response = choices[(start + promptLengths[rollout])..<(start + counts[rollout])]
      responses.append(
        TokenSequence(
          tokens: Array(tokens[start..<start + counts[rollout]]), promptLength: promptLengths[rollout]),
        choices: response)
    }
    return responses
  }
}
