/// Which rows of a packed matrix belong to which sequence.
struct PackedRows {
  /// Sequence i has the rows `offsets[i]..<offsets[i + 1]`.
  private var offsets = [0]

  /// The number of rows of all sequences.
  private(set) var count = 0

  /// The number of sequences.
  var sequenceCount: Int { offsets.count - 1 }

  /// The rows of sequence `index`.
  subscript(index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }

  /// The rows of several sequences.
  subscript(sequences: Range<Int>) -> Range<Int> {
    offsets[sequences.lowerBound]..<offsets[sequences.upperBound]
  }

  /// Adds a sequence of `rowCount` rows.
  mutating func append(_ rowCount: Int) {
    count += rowCount
    offsets.append(count)
  }
}
