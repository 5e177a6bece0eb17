import PolicyGradientTheory
import Simulation

extension Mobility {
  /// The mobility that the theory gives to a simulated prompt whose steps are measured in a metric.
  init(_ metric: StepMetric) {
    switch metric {
    case .natural: self = .natural
    case .vanilla: self = .vanilla
    }
  }
}
