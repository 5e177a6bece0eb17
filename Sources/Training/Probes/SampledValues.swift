import RandomStreams
import Tasks
import Transformer

/// Success probabilities of unfinished beginnings by sampled continuations.
struct SampledValues {
  let learner: Learner
  /// K ≥ 2 for every beginning.
  let continuations: Int
  /// The address of their random numbers, below which the beginning's tokens say where: what is found of a beginning does
  /// not depend on the others.
  let path: StreamPath

  /// The most continuations that are sampled at once.
  private static let batchSize = 4_096

  func values(of prefixes: [ResponsePrefix]) throws -> [ResponsePrefix: SuccessProbability] {
    let sampler = TransformerSampler(shape: learner.parameters.shape)
    var values: [ResponsePrefix: SuccessProbability] = [:]
    // A sampler has one greatest length for all.
    for group in Dictionary(grouping: prefixes, by: \.response.count).values {
      let size = max(1, Self.batchSize / continuations)
      for start in stride(from: 0, to: group.count, by: size) {
        let part = Array(group[start..<min(start + size, group.count)])
        let outcomes = try outcomes(of: part, sampler)
        for (index, prefix) in part.enumerated() {
          values[prefix] = SuccessProbability(
            outcomes: outcomes[index * continuations..<(index + 1) * continuations])
        }
      }
    }
    return values
  }

  /// The verdicts of all continuations of beginnings of one length.
  private func outcomes(of prefixes: [ResponsePrefix], _ sampler: TransformerSampler) throws -> [Bool] {
    let task = learner.task
    let repeated = prefixes.flatMap { Array(repeating: $0, count: continuations) }
    let reply = (task as? any InteractiveTask).map { task in
      { (index: Int, continuation: ArraySlice<Int>) in
        task.reply(to: (repeated[index].response + continuation)[...], of: repeated[index].prompt)
      }
    }
    let sequences = try sampler.sample(
      learner.parameters, prompts: repeated.map { $0.prompt + $0.response }, streams: streams(of: prefixes),
      endToken: task.endToken,
      maximumResponseLength: task.maximumResponseLength - (prefixes.first?.response.count ?? 0), reply: reply
    ).sequences
    return try task.outcomes(
      of: zip(repeated, sequences).map { prefix, sequence in
        TaskResponse(prompt: prefix.prompt, response: prefix.response + sequence.response)
      })
  }

  private func streams(of prefixes: [ResponsePrefix]) -> [RandomStream] {
    prefixes.flatMap { prefix in
      let prompt = prefix.prompt.reduce(path["prompt"]) { $0[$1] }
      let address = prefix.response.reduce(prompt["response"]) { $0[$1] }["continuation"]
      return (0..<continuations).map { address[$0].stream() }
    }
  }
}
