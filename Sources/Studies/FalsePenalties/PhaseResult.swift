/// What one arm of the phase diagram leaves behind.
public struct PhaseResult: Codable, Sendable {
  /// Where many chains ended.
  struct Place: Codable, Sendable {
    let stepSize: Double
    let success: Double
    /// The mean probability of the good token.
    let meanToken: Double
    /// The share of chains that have lost it.
    let lostShare: Double
  }

  let arm: String
  let places: [Place]
}
