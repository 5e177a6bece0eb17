import Algorithms
import GSLNumerics
import PolicyGradientTheory
import Simulation

/// Mean success of the population in the mean field, where small steps average out, or why there is none.
struct MeanFieldExpectation {
  /// At the steps that were asked for; nil where there is none.
  let meanSuccess: [Double]?
  /// Why there is none, as a phrase.
  let obstacle: String?

  /// What is expected of an algorithm: dρ/dt = Ω_n(ρ) m(ρ) for every prompt, with t = η times the number of updates.
  init(of algorithm: Algorithm, _ experiment: PopulationExperiment, steps: [Int]) {
    do {
      (meanSuccess, obstacle) = (try Self.curve(of: algorithm, experiment, steps: steps), nil)
    } catch let error as TheoryError {
      (meanSuccess, obstacle) = (nil, Self.phrase(error))
    } catch {
      (meanSuccess, obstacle) = (nil, "\(error)")
    }
  }

  private static func curve(
    of algorithm: Algorithm, _ experiment: PopulationExperiment, steps: [Int]
  ) throws -> [Double] {
    guard experiment.sharedFeatures == nil else { throw Obstacle.sharedFeatures }
    let flow = MeanFieldFlow(
      weight: RateWeight(of: try EffectiveWeight(of: algorithm)),
      mobility: Mobility(experiment.mobility))
    let rates = try flow.rates(
      from: experiment.rates, at: steps.map { experiment.stepSize * Double($0) })
    return steps.indices.map { index in
      rates.reduce(0) { $0 + $1[index] } / Double(rates.count)
    }
  }

  private static func phrase(_ error: TheoryError) -> String {
    switch error {
    case .needsBatchRate(let part, let summary): "its \(part), \(summary), reads the whole batch"
    case .notCountBased(let part, let summary, _): "its \(part), \(summary), reads more than counts"
    default: "\(error)"
    }
  }

  private enum Obstacle: Error, CustomStringConvertible {
    case sharedFeatures

    var description: String { "prompts share features, and do not move alone" }
  }
}
