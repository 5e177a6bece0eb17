/// What the phase diagram of the filter leaves behind.
public struct LockInResult: Codable, Sendable {
  /// Where many chains ended.
  struct Place: Codable, Sendable {
    let baseline: Double
    let success: Double
    /// The mean probability of the good token.
    let goodToken: Double
  }

  let places: [Place]
}
