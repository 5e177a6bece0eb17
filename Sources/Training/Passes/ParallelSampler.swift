import RandomStreams
import Tasks
import Transformer

/// A `TransformerSampler` that works in lanes, with the same bits on any number of threads.
package final class ParallelSampler {
  let shape: TransformerShape
  private var samplers: [TransformerSampler] = []

  package init(shape: TransformerShape) { self.shape = shape }

  /// Draws one response to every prompt; an interactive task replies in between.
  ///
  /// - Returns: the responses of every lane; the lanes one behind the other are in the order of the prompts.
  /// - Throws: `TransformerError` for prompts that the network cannot read.
  func sample(
    _ parameters: TransformerParameters, prompts: [[Int]], streams: [RandomStream],
    task: any VerifiableTask, rule: SamplingRule
  ) throws -> [SampledResponses] {
    let interactive = task as? any InteractiveTask
    return try sample(
      parameters, prompts: prompts, streams: streams, endToken: task.endToken,
      maximumResponseLengths: Array(repeating: task.maximumResponseLength, count: prompts.count), rule: rule,
      reply: interactive.map { task in { task.reply(to: $1, of: prompts[$0]) } })
  }

  /// Draws one response to every prompt; see `TransformerSampler`.
  ///
  /// - Returns: the responses of every lane; the lanes one behind the other are in the order of the prompts.
  /// - Throws: `TransformerError` for prompts that the network cannot read.
  package func sample(
    _ parameters: TransformerParameters, prompts: [[Int]], streams: [RandomStream], endToken: Int?,
    maximumResponseLengths: [Int], rule: SamplingRule = SamplingRule(),
    reply: ((_ rollout: Int, _ response: ArraySlice<Int>) -> [Int])? = nil
  ) throws -> [SampledResponses] {
    let lanes = Deal.lanes(prompts.count)
    while samplers.count < lanes.count { samplers.append(TransformerSampler(shape: shape)) }
    let results = lanes.map { _ in LaneResult() }
    try concurrently(lanes.count) { lane in
      let range = lanes[lane]
      results[lane].responses = try samplers[lane].sample(
        parameters, prompts: Array(prompts[range]), streams: Array(streams[range]), endToken: endToken,
        maximumResponseLengths: Array(maximumResponseLengths[range]), rule: rule,
        reply: reply.map { reply in { reply(range.lowerBound + $0, $1) } })
    }
    return results.compactMap(\.responses)
  }

  private final class LaneResult { var responses: SampledResponses? }
}
