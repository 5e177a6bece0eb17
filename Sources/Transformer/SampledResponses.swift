/// Responses drawn by a ``TransformerSampler``, with what it saw of every token.
///
/// The columns of tokens hold one value for each response token, those of the first sequence first. They describe the
/// distribution at the sampler's temperature, before any set of likeliest tokens is cut out of it; at temperature 0
/// they are those of temperature 1.
public struct SampledResponses: Sendable {
  /// Prompt and response of every rollout, in the order of the prompts.
  public internal(set) var sequences: [TokenSequence] = []
  /// log π(token) in nats; 0 for tokens that the policy did not choose.
  public internal(set) var logProbabilities: [Real] = []
  /// −Σ π log π in nats; 0 for tokens that the policy did not choose.
  public internal(set) var entropies: [Real] = []
  /// ‖∇ log π(token)‖² in the logits, 1 − 2π(token) + Σπ²; 0 for tokens that the policy did not choose.
  public internal(set) var squaredLogitScoreNorms: [Real] = []

  /// Adds a sequence with what the sampler saw of each response token; nil for tokens that the policy did not choose.
  mutating func append(_ sequence: TokenSequence, choices: ArraySlice<Softmax.Choice?>) {
    var sequence = sequence
    if choices.contains(where: { $0 == nil }) { sequence.mask = choices.map { $0 != nil } }
    sequences.append(sequence)
    for choice in choices {
      logProbabilities.append(choice?.logProbability ?? 0)
      entropies.append(choice?.entropy ?? 0)
      squaredLogitScoreNorms.append(choice?.squaredScoreNorm ?? 0)
    }
  }
}
