import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Transformer

/// A run of training by its settings: sample → verify → advantage → loss → step.
///
/// Random numbers have addresses below the run's path: `initialisation`, `warm-up`, `update` and the update's number,
/// `evaluation`. Together with work that is dealt to threads in a fixed way this gives a run the same bits on any number of
/// threads, and after any interruption. It belongs to one task at a time.
public final class Trainer {
  /// The task that verifies responses.
  public let task: any VerifiableTask
  /// What the run does.
  public let settings: TrainingSettings
  /// The address of the run's random numbers.
  public let path: StreamPath
  /// The algorithm, with the KL coefficient that it now has.
  public internal(set) var algorithm: Algorithm
  /// The number of updates so far.
  public internal(set) var updateCount = 0
  /// Whether warm-up has ended.
  public internal(set) var isWarm = false
  let learner: Learner
  /// The policy at the end of warm-up, where the algorithm has a KL to it.
  var reference: TransformerParameters?
  /// For every level of difficulty, where the algorithm's baseline is a tracked rate.
  var trackers: [RateTracker]?
  var controller: AdaptiveKLController?

  /// A run at its beginning.
  ///
  /// - Parameter initial: the weights that it begins with, of the shape that the settings describe; nil for freshly drawn
  ///   ones.
  /// - Throws: as ``TrainingSettings/check(for:)``.
  public init(
    task: any VerifiableTask, settings: TrainingSettings, path: StreamPath,
    initial: TransformerParameters? = nil
  ) throws {
    try settings.check(for: task)
    self.task = task
    self.settings = settings
    self.path = path
    algorithm = try settings.algorithm.algorithm(vocabularySize: task.vocabularySize)
    let shape = try settings.model.shape(for: task)
    precondition(initial == nil || initial?.shape == shape, "weights of the shape that the settings describe")
    let learningRate = Float(settings.warmUp.learningRate)
    learner =
      if let initial {
        Learner(task: task, parameters: initial, learningRate: learningRate, path: path)
      } else { Learner(task: task, shape: shape, learningRate: learningRate, path: path) }
    if algorithm.baseline == .tracker {
      trackers = task.difficulties.map { _ in RateTracker(offlineScores: []) }
    }
    if let adaptiveKL = settings.adaptiveKL, let coefficient = algorithm.regularizer.coefficient {
      controller = AdaptiveKLController(
        coefficient: coefficient, target: adaptiveKL.target, horizon: adaptiveKL.horizon)
    }
  }

  /// The weights as they now are.
  public var parameters: TransformerParameters { learner.parameters }

  /// Whether every update of the run has been made.
  public var isFinished: Bool { updateCount >= settings.updates }

  /// One update: samples, verifies, assigns credit once, and steps through epochs of minibatches.
  ///
  /// The first one ends warm-up, whether there was any: the optimiser begins anew, and the policy becomes the reference.
  ///
  /// - Throws: ``TrainingError/diverged(update:quantity:value:diagnosis:)``; `AlgorithmError` where the rule is not defined
  ///   for a batch; what the task's verifier throws. The weights are then as they were before the update.
  public func update() throws -> UpdateMetrics {
    if !isWarm { beginReinforcement() }
    let parameters = learner.parameters
    do {
      return try makeUpdate(updateCount + 1)
    } catch {
      learner.parameters = parameters
      throw error
    }
  }

  private func makeUpdate(_ number: Int) throws -> UpdateMetrics {
    let path = path["update"][number]
    learner.learningRate = Float(learningRate(of: number))
    var sample = try sample(path: path)
    var steps = StepSums()
    var falsePenaltyShare: Double?
    if sample.rollouts.batch.groupCount == 0 {
      // Only dead groups came: the gradient is 0, and the optimiser takes its step all the same.
      learner.ascend(Array(repeating: 0, count: learner.parameters.values.count))
    } else {
      try complete(&sample.rollouts)
      falsePenaltyShare = try self.falsePenaltyShare(of: sample.rollouts, update: number, path: path)
      try train(on: sample.rollouts, path: path, steps: &steps)
    }
    try requireFinite(GradientNorm.of(learner.parameters.values), "norm of the parameters")
    var metrics = try metrics(of: sample, steps: steps, update: number)
    if let stepKL = metrics.stepKL { try requireFinite(stepKL, "KL of the step") }
    metrics.falsePenaltyShare = falsePenaltyShare
    follow(sample.rollouts, referenceKL: metrics.referenceKL)
    updateCount = number
    return metrics
  }

  /// η of an update.
  func learningRate(of update: Int) -> Double {
    settings.optimizer.learningRate * settings.schedule.factor(update: update, of: settings.updates)
  }

  /// Gradients at a policy's weights; without one at the present weights.
  func policyGradient(at parameters: TransformerParameters? = nil) -> PolicyGradient {
    PolicyGradient(
      algorithm: algorithm, pass: learner.pass, parameters: parameters ?? learner.parameters,
      temperature: Float(settings.temperature), tokensPerPass: settings.tokensPerPass)
  }

  /// Epochs of minibatches, each a step of the optimiser; on policy a single one.
  private func train(on rollouts: CollectedRollouts, path: StreamPath, steps: inout StepSums) throws {
    let groupCount = rollouts.batch.groupCount
    let isOneStep = settings.epochs == 1 && settings.minibatches == 1
    let boundary =
      isOneStep && groupCount.isMultiple(of: 2) ? rollouts.batch.group(groupCount / 2).lowerBound : nil
    if isOneStep && !algorithm.weighsTokens {
      return try step(policyGradient().onPolicy(rollouts, boundary: boundary), &steps)
    }
    var rollouts = rollouts
    try policyGradient().measureScoreNorms(of: &rollouts)
    let advantages = try algorithm.assignCredit(to: rollouts.batch).advantages
    for epoch in 0..<settings.epochs {
      for groups in minibatches(of: groupCount, path: path["shuffle"][epoch]) {
        let minibatch = Minibatch(groups: groups, of: rollouts, advantages: advantages)
        try step(policyGradient().offPolicy(minibatch, boundary: boundary), &steps)
      }
    }
  }

  /// The groups in random parts whose sizes differ by at most one; within a part in their order.
  private func minibatches(of groupCount: Int, path: StreamPath) -> [[Int]] {
    var stream = path.stream()
    var groups = Array(0..<groupCount)
    for last in stride(from: groupCount - 1, to: 0, by: -1) {
      groups.swapAt(last, stream.index(below: last + 1))
    }
    let count = settings.minibatches
    return (0..<count).map { part in
      groups[(groupCount * part / count)..<(groupCount * (part + 1) / count)].sorted()
    }.filter { !$0.isEmpty }
  }

  /// A step up the gradient, unless something is not finite.
  private func step(_ estimate: GradientEstimate, _ steps: inout StepSums) throws {
    var gradient = estimate.gradient
    let norm = GradientNorm.of(gradient)
    try requireFinite(estimate.loss.value, "loss", gradient: gradient)
    try requireFinite(norm, "gradient's norm", gradient: gradient)
    GradientNorm.clip(&gradient, norm: norm, to: settings.gradientClip)
    learner.ascend(gradient)
    steps.add(estimate, norm: norm)
  }

  /// Ends the update that is being made where a number of it is not finite.
  func requireFinite(_ value: Double, _ quantity: String, gradient: [Float] = []) throws {
    guard !value.isFinite else { return }
    throw TrainingError.diverged(
      update: updateCount + 1, quantity: quantity, value: value, diagnosis: learner.diagnosis(of: gradient))
  }
}
