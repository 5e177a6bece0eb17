import Algorithms

extension Regularizer {
  /// β; nil without a KL.
  var coefficient: Double? {
    switch self {
    case .none: nil
    case .klInLoss(let coefficient, _, _), .klInReward(let coefficient, _, _): coefficient
    }
  }

  /// The estimator of the KL; nil without one.
  var estimator: KLEstimator? {
    switch self {
    case .none: nil
    case .klInLoss(_, let estimator, _), .klInReward(_, let estimator, _): estimator
    }
  }

  /// The same KL with another β.
  func with(coefficient: Double) -> Regularizer {
    switch self {
    case .none: .none
    case .klInLoss(_, let estimator, let importanceWeighted):
      .klInLoss(coefficient: coefficient, estimator, importanceWeighted: importanceWeighted)
    case .klInReward(_, let estimator, let unit):
      .klInReward(coefficient: coefficient, estimator, over: unit)
    }
  }
}
