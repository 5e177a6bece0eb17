/// What one network leaves behind: the success of every arm's updates.
public struct TrainedArmsResult: Codable, Sendable {
  let seed: Int
  /// The success rate of fresh rollouts where reinforcement began; nil where supervised steps never came that far.
  let start: Double?
  /// The success rate of the rollouts of every update, by arm; empty without a start.
  let success: [String: [Double]]

  /// The mean over all updates.
  func meanSuccess(_ arm: String) -> Double? { mean(success[arm] ?? []) }

  /// The mean over the last tenth of the updates.
  func finalSuccess(_ arm: String) -> Double? {
    success[arm].flatMap { mean(Array($0.suffix(max(1, $0.count / 10)))) }
  }

  /// The largest fall of the mean over ten updates from its peak so far.
  func worstFall(_ arm: String) -> Double? {
    guard let curve = success[arm], !curve.isEmpty else { return nil }
    var (peak, fall) = (0.0, 0.0)
    for end in curve.indices.dropFirst(min(9, curve.count - 1)) {
      let recent = mean(Array(curve[max(0, end - 9)...end])) ?? 0
      peak = max(peak, recent)
      fall = max(fall, peak - recent)
    }
    return fall
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
