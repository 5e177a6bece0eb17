/// What one network leaves behind: the success of every arm's updates.
public struct TrainedArmsResult: Codable, Sendable {
  let seed: Int
  /// The success rate of fresh rollouts where reinforcement began; nil where supervised steps never came that far.
  let start: Double?
  /// The success rate on fresh prompts after every tenth update, by arm; empty without a start.
  let success: [String: [Double]]

  /// The mean over the whole curve.
  func meanSuccess(_ arm: String) -> Double? { mean(success[arm] ?? []) }

  /// The mean over the last tenth of the curve.
  func finalSuccess(_ arm: String) -> Double? {
    success[arm].flatMap { mean(Array($0.suffix(max(1, $0.count / 10)))) }
  }

  /// The largest fall from the peak so far; sampling alone makes it positive, alike for all arms.
  func worstFall(_ arm: String) -> Double? {
    guard let curve = success[arm], !curve.isEmpty else { return nil }
    var (peak, fall) = (0.0, 0.0)
    for value in curve {
      peak = max(peak, value)
      fall = max(fall, peak - value)
    }
    return fall
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
