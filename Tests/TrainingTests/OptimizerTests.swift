import Foundation
import Testing
import Training

@Suite("Optimisers")
struct OptimizerTests {
  /// Two steps by hand: g = 1, then g = 3, with β₁ = .9, β₂ = .99, ε = 0.
  ///
  /// Step 1: m̂ = v̂ = 1, θ = η. Step 2: m = .39, m̂ = .39/.19; v = .0999, v̂ = .0999/.0199.
  @Test func adamTakesItsTextbookSteps() {
    var optimizer = Adam(parameterCount: 1, epsilon: 0)
    var parameters: [Float] = [0]
    optimizer.ascend(&parameters, gradient: [1], learningRate: 0.1)
    // v̂ divides by 1 − Float(.99), whose rounding error of 3e-8 is 3e-6 of it; θ feels half of it.
    #expect(abs(parameters[0] - 0.1) <= 3e-6 * 0.1)
    optimizer.ascend(&parameters, gradient: [3], learningRate: 0.1)
    let second = 0.1 * (0.39 / 0.19) / (0.0999 / 0.0199 as Double).squareRoot()
    #expect(abs(Double(parameters[0]) - 0.1 - second) <= 3e-6 * (0.1 + second))
  }

  /// The rules again in double precision, with the numbers that the optimisers hold as floats.
  struct Reference {
    let settings: OptimizerSettings
    var theta: Double
    private var (first, second, steps) = (0.0, 0.0, 0.0)

    init(settings: OptimizerSettings, theta: Double) {
      self.settings = settings
      self.theta = theta
    }

    mutating func step(_ gradient: Double, rate: Double) {
      func float(_ value: Double) -> Double { Double(Float(value)) }
      steps += 1
      if settings.kind == .sgd {
        first = float(settings.momentum) * first + gradient
        theta += rate * first
        return
      }
      let (b1, b2) = (float(settings.firstDecay), float(settings.secondDecay))
      first = b1 * first + (1 - b1) * gradient
      second = b2 * second + (1 - b2) * gradient * gradient
      theta *= 1 - rate * float(settings.weightDecay)
      theta +=
        rate * first / (1 - pow(b1, steps))
        / ((second / (1 - pow(b2, steps))).squareRoot() + float(settings.epsilon))
    }
  }

  static let all = [
    OptimizerSettings(), OptimizerSettings(kind: .adamW, secondDecay: 0.999, weightDecay: 0.1),
    OptimizerSettings(kind: .sgd), OptimizerSettings(kind: .sgd, momentum: 0.9),
  ]

  @Test(arguments: all) func everyRuleAgreesWithItsFormula(settings: OptimizerSettings) {
    let count = 21
    var optimizer = settings.makeOptimizer(parameterCount: count)
    var parameters = (0..<count).map { Float($0) / 8 - 1 }
    var references = parameters.map { Reference(settings: settings, theta: Double($0)) }
    for step in 1...60 {
      let gradient = (0..<count).map { Float(sin(Double(step * ($0 + 1)))) }
      let rate: Float = 0.5 / Float(step + 10)
      optimizer.ascend(&parameters, gradient: gradient, learningRate: rate)
      for index in 0..<count { references[index].step(Double(gradient[index]), rate: Double(rate)) }
    }
    // Sixty steps of a few Float operations each, on numbers of order one.
    #expect(relativeDistance(parameters.map(Double.init), references.map { $0.theta }) < 2e-6)
  }

  @Test(arguments: all) func aRestoredStateGoesOnWithEqualBits(settings: OptimizerSettings) throws {
    var optimizer = settings.makeOptimizer(parameterCount: 3)
    var parameters: [Float] = [1, -1, 0.5]
    for _ in 0..<5 { optimizer.ascend(&parameters, gradient: [0.3, -0.1, 2], learningRate: 0.01) }
    var other = settings.makeOptimizer(parameterCount: 3)
    try other.restore(optimizer.state)
    var copy = parameters
    optimizer.ascend(&parameters, gradient: [1, 2, 3], learningRate: 0.01)
    other.ascend(&copy, gradient: [1, 2, 3], learningRate: 0.01)
    #expect(copy == parameters)
    #expect(other.state == optimizer.state)
  }

  @Test func foreignStatesAreRefused() {
    var optimizer = Adam(parameterCount: 3)
    #expect(throws: TrainingError.foreignState(vector: "mean", count: nil, expected: 3)) {
      try optimizer.restore(OptimizerState(stepCount: 1, vectors: [:]))
    }
    #expect(throws: TrainingError.foreignState(vector: "square", count: 2, expected: 3)) {
      try optimizer.restore(
        OptimizerState(stepCount: 1, vectors: ["mean": [0, 0, 0], "square": [0, 0]]))
    }
    #expect(optimizer.state.stepCount == 0)
  }

  @Test func squareRootsAreWithinFourUnits() {
    #expect(vectorSquareRoot(0) == 0)
    #expect(vectorSquareRoot(.infinity).isFinite)
    // Every 997th normal number.
    for pattern in stride(from: UInt32(0x0080_0000), to: 0x7F80_0000, by: 997) {
      let x = Float(bitPattern: pattern)
      let root = x.squareRoot()
      guard abs(vectorSquareRoot(x) - root) <= 4 * root.ulp else {
        Issue.record("√\(x) is \(vectorSquareRoot(x))")
        return
      }
    }
  }

  @Test func schedulesRiseAndFallAsTheirFormulasSay() {
    let linear = LearningRateSchedule(shape: .linear, warmUpUpdates: 3, finalFactor: 0.2)
    let factors = (1...8).map { linear.factor(update: $0, of: 8) }
    // Up by quarters; then 1 − 0.8 p with p = 0, 1/5, …, 4/5.
    let expected = [0.25, 0.5, 0.75, 1, 0.84, 0.68, 0.52, 0.36]
    for (factor, value) in zip(factors, expected) { #expect(abs(factor - value) <= 4 * value.ulp) }
    let cosine = LearningRateSchedule(shape: .cosine)
    #expect(cosine.factor(update: 1, of: 4) == 1)
    #expect(abs(cosine.factor(update: 3, of: 4) - 0.5) <= 1e-15)
    #expect(LearningRateSchedule().factor(update: 7, of: 4) == 1)
  }

  @Test func longGradientsAreShortenedToTheLimit() {
    var gradient = [Float](repeating: 0, count: 19)
    (gradient[3], gradient[18]) = (3, -4)
    #expect(GradientNorm.of(gradient) == 5)
    GradientNorm.clip(&gradient, norm: 5, to: 10)
    #expect(gradient[3] == 3)
    GradientNorm.clip(&gradient, norm: 5, to: 2.5)
    #expect(gradient[3] == 1.5 && gradient[18] == -2)
    #expect(GradientNorm.square([1, 2], plus: [3, 5], times: -1) == 13)
  }
}
