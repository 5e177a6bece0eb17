import RandomStreams
import Testing
import Training
import Transformer

@Suite("Warm-up")
struct WarmUpTests {
  static func settings() -> TrainingSettings {
    var settings = TinyRun.settings(AlgorithmSettings(name: "rloo"))
    settings.warmUp = WarmUpSettings(
      format: WarmUpSettings.Format(steps: 3),
      solutions: WarmUpSettings.Solutions(success: 0.7, steps: 400), prompts: 16, learningRate: 0.01)
    return settings
  }

  @Test("Every step is told, with the success that was measured last")
  func everyStepIsTold() throws {
    var steps: [WarmUpProgress] = []
    let metrics = try TinyRun.trainer(Self.settings()).warmUp { steps.append($0) }
    #expect(steps.count == 3 + metrics.solutionSteps)
    #expect(steps.prefix(3).map(\.formatSteps) == [1, 2, 3])
    #expect(steps.prefix(3).allSatisfy { $0.solutionSteps == 0 && $0.success == nil })
    #expect(steps.dropFirst(3).map(\.solutionSteps) == Array(1...metrics.solutionSteps))
    #expect(steps.dropFirst(3).allSatisfy { $0.success.map { $0 < 0.7 } ?? false })
  }

  private struct Stop: Error {}

  @Test("It can be left between steps, and is then not over")
  func leaving() throws {
    let trainer = try TinyRun.trainer(Self.settings())
    var count = 0
    #expect(throws: Stop.self) {
      try trainer.warmUp { _ in
        count += 1
        if count == 2 { throw Stop() }
      }
    }
    #expect(count == 2 && !trainer.isWarm)
  }

  /// Solutions of two lengths, so that chunks weigh differently, and steps of plain ascent, which shows every scale.
  @Test("Solutions that do not fit a pass add up", arguments: [1, 30, 100])
  func chunks(tokensPerPass: Int) throws {
    func steps(_ limit: Int) throws -> [Float] {
      let learner = try LearnerTests.learner()
      let start = learner.parameters.values
      for step in 0..<3 {
        let prompts = learner.prompts(24, path: StreamPath(seed: 4)["step"][step])
        try learner.imitate(
          prompts.map { learner.sequence(prompt: $0, response: learner.task.solution(to: $0)) },
          tokensPerPass: limit)
      }
      return zip(learner.parameters.values, start).map(-)
    }
    let (parts, whole) = (try steps(tokensPerPass), try steps(.max))
    // Adam turns rounding of the smallest derivatives into steps; sums of Floats: 10⁵ ulp of Float.
    #expect(relativeDistance(parts, whole) <= 1e5 * Double(Float.ulpOfOne))
  }
}
