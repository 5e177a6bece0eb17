/// Everything that a run needs to go on with the bits it would have had: vectors by name, and a small record.
///
/// The random numbers of an update depend on its number alone, so that no generator is in it.
public struct TrainerState: Hashable, Sendable {
  /// What is not a vector of floats.
  public struct Record: Codable, Hashable, Sendable {
    /// The number of updates so far.
    public var update: Int
    /// Whether warm-up has ended.
    public var isWarm: Bool
    /// The number of steps of the optimiser.
    public var optimizerSteps: Int
    /// For every level of difficulty, the faded counts of successes and failures; nil unless the algorithm tracks rates.
    public var trackedCounts: [TrackedCounts]?
    /// The KL coefficient; nil unless it follows a target.
    public var klCoefficient: Double?

    /// A record.
    public init(
      update: Int, isWarm: Bool, optimizerSteps: Int, trackedCounts: [TrackedCounts]? = nil,
      klCoefficient: Double? = nil
    ) {
      self.update = update
      self.isWarm = isWarm
      self.optimizerSteps = optimizerSteps
      self.trackedCounts = trackedCounts
      self.klCoefficient = klCoefficient
    }
  }

  /// The counts of a tracker.
  public struct TrackedCounts: Codable, Hashable, Sendable {
    /// The faded count of successes.
    public var successes: Double
    /// The faded count of failures.
    public var failures: Double
  }

  /// What is not a vector of floats.
  public var record: Record
  /// The vectors by name, each with one value a parameter.
  ///
  /// `parameters`; `optimizer.` and a name for every vector of the optimiser; `reference` where there is a reference policy.
  public var vectors: [String: [Float]]

  /// A state.
  public init(record: Record, vectors: [String: [Float]]) {
    self.record = record
    self.vectors = vectors
  }
}
