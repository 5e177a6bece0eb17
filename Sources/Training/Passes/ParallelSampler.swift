import RandomStreams
import Tasks
import Transformer

/// A `TransformerSampler` that works in lanes, with the same bits on any number of threads.
final class ParallelSampler {
  let shape: TransformerShape
  private var samplers: [TransformerSampler] = []

  init(shape: TransformerShape) { self.shape = shape }

  /// Draws one response to every prompt; an interactive task replies in between.
  ///
  /// - Returns: the responses of every lane; the lanes one behind the other are in the order of the prompts.
  /// - Throws: `TransformerError` for prompts that the network cannot read.
  func sample(
    _ parameters: TransformerParameters, prompts: [[Int]], streams: [RandomStream],
    task: any VerifiableTask, rule: SamplingRule
  ) throws -> [SampledResponses] {
    let lanes = Deal.lanes(prompts.count)
    while samplers.count < lanes.count { samplers.append(TransformerSampler(shape: shape)) }
    let results = lanes.map { _ in LaneResult() }
    try concurrently(lanes.count) { lane in
      let prompts = Array(prompts[lanes[lane]])
      let reply = (task as? any InteractiveTask).map { task in
        { (rollout: Int, response: ArraySlice<Int>) in task.reply(to: response, of: prompts[rollout]) }
      }
      results[lane].responses = try samplers[lane].sample(
        parameters, prompts: prompts, streams: Array(streams[lanes[lane]]), endToken: task.endToken,
        maximumResponseLength: task.maximumResponseLength, rule: rule, reply: reply)
    }
    return results.compactMap(\.responses)
  }

  private final class LaneResult { var responses: SampledResponses? }
}
