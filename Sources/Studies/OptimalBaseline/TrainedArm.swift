import Algorithms

/// What the gradient of a network is measured under: every named baseline, and three constants per prompt that
/// only an oracle knows, here estimated from the first half of the rollouts.
enum TrainedArm: Hashable, CaseIterable {
  case preset(BaselinePreset)
  /// The prompt's success rate ρ.
  case meanOracle
  /// The prompt's length-weighted success rate b_1.
  case lengthOracle
  /// The prompt's optimal baseline b*.
  case optimalOracle

  static let allCases: [TrainedArm] =
    BaselinePreset.allCases.map { .preset($0) } + [.meanOracle, .lengthOracle, .optimalOracle]

  var name: String {
    switch self {
    case .preset(let preset): preset.rawValue
    case .meanOracle: "meanOracle"
    case .lengthOracle: "lengthOracle"
    case .optimalOracle: "optimalOracle"
    }
  }

  var title: String {
    switch self {
    case .preset(let preset): preset.title
    case .meanOracle: "oracle ρ"
    case .lengthOracle: "oracle b₁ (length)"
    case .optimalOracle: "oracle b* (optimal)"
    }
  }

  /// Whether the theory predicts its variance in closed form, by result 1.2 or 1.10.
  var hasForecast: Bool {
    switch self {
    case .preset(let preset): preset.isCountBased
    case .meanOracle, .lengthOracle, .optimalOracle: true
    }
  }

  /// ⟨E g, ∇ρ⟩/|∇ρ|² where it is known: 1 for an unbiased arm, 1 − 1/n and 1 − 1/N for means that include the own
  /// rollout; nil for weighted means that include it, whose signal has to be measured.
  func shrinkage(groupSize: Int, promptCount: Int) -> Double? {
    switch self {
    case .preset(.mean): 1 - 1 / Double(groupSize)
    case .preset(.batchMean): 1 - 1 / Double(groupSize * promptCount)
    case .preset(.lengthWeighted), .preset(.scoreNormWeighted): nil
    case .preset, .meanOracle, .lengthOracle, .optimalOracle: 1
    }
  }
}
