import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Testing
import Training
import Transformer

/// A network and a task small enough for a debug build.
enum TinyRun {
  static let model = ModelSettings(width: 8, layers: 1, heads: 2, feedForwardWidth: 12)
  static func task() throws -> RunningSum { try RunningSum(modulus: 2, digits: 1...2) }

  static func settings(
    _ algorithm: AlgorithmSettings, updates: Int = 6, epochs: Int = 1, minibatches: Int = 1,
    optimizer: OptimizerSettings = OptimizerSettings(learningRate: 1e-2),
    adaptiveKL: AdaptiveKLSettings? = nil
  ) -> TrainingSettings {
    TrainingSettings(
      model: model, algorithm: algorithm, updates: updates, promptsPerUpdate: 8, epochs: epochs,
      minibatches: minibatches, samplingRounds: 3, optimizer: optimizer, adaptiveKL: adaptiveKL)
  }

  static func trainer(
    _ settings: TrainingSettings, task: (any VerifiableTask)? = nil, seed: UInt64 = 1
  ) throws -> Trainer {
    try Trainer(task: task ?? Self.task(), settings: settings, path: StreamPath(seed: seed)["run"])
  }

  /// Rollouts of a fresh network with everything that an algorithm of the catalogue reads, and the network moved on.
  static func rollouts(
    task: any VerifiableTask, groupSize: Int, prompts: Int = 6, temperature: Double = 1, moved: Float = 0,
    seed: UInt64 = 3
  ) throws -> (rollouts: CollectedRollouts, parameters: TransformerParameters) {
    let path = StreamPath(seed: seed)["rollouts"]
    let learner = Learner(task: task, shape: try model.shape(for: task), learningRate: 0, path: path)
    var collected = try learner.collect(
      prompts: learner.prompts(prompts, path: path), groupSize: groupSize, path: path,
      rule: SamplingRule(temperature: temperature))
    for index in collected.batch.rollouts.indices {
      collected.batch.rollouts[index].greedyReward = Double(index / groupSize % 2)
      collected.batch.rollouts[index].trackerPrior = 0.25 + 0.0625 * Double(index % 5)
    }
    var stream = path["moved"].stream()
    let old = collected.batch.tokens?.oldLogProbabilities
    collected.batch.tokens?.referenceLogProbabilities = old?.map {
      min(0, $0 + 0.2 * (stream.uniform() - 0.5))
    }
    var parameters = learner.parameters
    for index in parameters.values.indices {
      parameters.values[index] += moved * Float(stream.uniform() - 0.5)
    }
    return (collected, parameters)
  }

  static func gradient(
    _ algorithm: Algorithm, at parameters: TransformerParameters, temperature: Float = 1,
    tokensPerPass: Int = 10_000
  ) -> PolicyGradient {
    PolicyGradient(
      algorithm: algorithm, pass: ParallelPass(shape: parameters.shape), parameters: parameters,
      temperature: temperature, tokensPerPass: tokensPerPass)
  }
}

/// ‖a − b‖ / ‖b‖; 0 where both are 0.
func relativeDistance<Number: BinaryFloatingPoint>(_ a: [Number], _ b: [Number]) -> Double {
  func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  let (a, b) = (a.map { Double($0) }, b.map { Double($0) })
  let distance = norm(zip(a, b).map(-))
  return distance == 0 ? 0 : distance / norm(b)
}

/// An algorithm of the catalogue under one convention, with small groups.
struct CatalogueChoice: Sendable, CustomTestStringConvertible {
  let settings: AlgorithmSettings
  var testDescription: String { "\(settings.name) (\(settings.convention.rawValue))" }

  static let all: [CatalogueChoice] = AlgorithmPreset.allCases.flatMap { preset in
    preset.knownConventions.compactMap { convention in
      guard let algorithm = try? preset.algorithm(convention) else { return nil }
      return CatalogueChoice(
        settings: AlgorithmSettings(
          name: preset.rawValue, convention: convention, set: ["groupSize=\(min(4, algorithm.groupSize))"]))
    }
  }

  func algorithm(vocabularySize: Int) throws -> Algorithm {
    try settings.algorithm(vocabularySize: vocabularySize)
  }
}
