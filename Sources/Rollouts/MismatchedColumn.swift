/// A token column that has not one value for every response position of the batch.
public struct MismatchedColumn: Error, Equatable, CustomStringConvertible {
  /// The column, as it is called in files.
  public let name: String
  /// How many values it has.
  public let count: Int
  /// How many positions the responses have.
  public let expected: Int

  /// A column of the wrong size.
  public init(name: String, count: Int, expected: Int) {
    self.name = name
    self.count = count
    self.expected = expected
  }

  /// One line naming the column and both counts.
  public var description: String {
    "\(name) has \(count) values for \(expected) response positions; give one for every position"
  }
}
