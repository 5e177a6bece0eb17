/// One independent part of a study: it draws from random streams of its own and can be computed alone.
public struct StudyCell<Result: Codable & Sendable>: Sendable {
  /// The cell's name, unique in its study and fit for a file name.
  public let name: String
  /// How much of the study's time it takes, in arbitrary units.
  public let weight: Double
  /// Computes the result.
  public let run: @Sendable (CellContext) throws -> Result
}

/// What a running cell tells the outside.
public struct CellContext: Sendable {
  /// Records a forecast in the run directory, before the measurement it is about.
  public let recordForecast: @Sendable (_ name: String, _ forecast: Forecast) throws -> Void
  /// Reports the share of the cell that is done, in [0, 1].
  public let progress: @Sendable (Double) -> Void
}

/// Values predicted from one part of the data for another part that is yet to be sampled.
public struct Forecast: Codable, Hashable, Sendable {
  /// What is predicted from what.
  public let statement: String
  /// The predicted value of every quantity.
  public let values: [String: Double]
}
