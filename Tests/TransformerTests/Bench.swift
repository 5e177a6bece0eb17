import Testing
import RandomStreams
import Transformer

@Suite struct Bench {
  @Test func bench() throws {
    let shape = try TransformerShape(vocabularySize: 32, width: 64, layerCount: 2, headCount: 4, feedForwardWidth: 170, contextLength: 64)
    let p = TransformerParameters(shape: shape, stream: StreamPath(seed: 1).stream())
    var s = StreamPath(seed: 2).stream()
    let seqs = (0..<256).map { _ in TokenSequence(tokens: (0..<32).map { _ in s.index(below: 32) }, promptLength: 16) }
    let batch = TokenBatch(seqs)
    let pass = TransformerPass(shape: shape)
    var g = [Float](repeating: 0, count: shape.parameterCount)
    let w = (0..<256).map { Float($0) / 256 }
    let sampler = TransformerSampler(shape: shape)
    let prompts = seqs.map { Array($0.tokens.prefix(16)) }
    let streams = (0..<256).map { StreamPath(seed: 3)[$0].stream() }
    let clock = ContinuousClock()
    var best = [Duration](repeating: .seconds(100), count: 6)
    for _ in 0..<40 {
      let a = try clock.measure { try pass.forward(p, batch) }
      let b = clock.measure { pass.backward(p) }
      let c = clock.measure { pass.addGradient(weights: w, sequences: 0..<256, to: &g) }
      let d = clock.measure { _ = pass.squaredScoreNorms() }
      let e = try clock.measure { _ = try sampler.sample(p, prompts: prompts, streams: streams, endToken: 0, maximumResponseLength: 16) }
      for (i, x) in [a, b, c, d, e, a + b + c].enumerated() { best[i] = min(best[i], x) }
    }
    print("fwd \(best[0]) bwd \(best[1]) grad \(best[2]) norms \(best[3]) sample \(best[4]) f+b+g \(best[5])")
  }
}
