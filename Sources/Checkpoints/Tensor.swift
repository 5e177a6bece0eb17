/// Numbers in a box of given sizes, stored by rows: the last index runs fastest.
public struct Tensor: Sendable, Equatable {
  /// The size in every direction; none for a single number.
  public let shape: [Int]
  /// The numbers, as many as the product of the sizes.
  public let values: [Float]

  /// The numbers `values` in a box of sizes `shape`.
  ///
  /// - Precondition: There are as many values as the product of the sizes.
  public init(shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "a tensor has one value for every place")
    self.shape = shape
    self.values = values
  }
}
