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

/// The two row sets of a pass.
enum RowSet {
  /// Every token that is read: all but the last of each sequence, and none where the response is empty.
  case input
  /// The last input rows of each sequence: those that predict a token of its response.
  case response
}

/// The row sets of a batch.
struct BatchRows {
  var input = PackedRows()
  var response = PackedRows()

  subscript(rowSet: RowSet) -> PackedRows { rowSet == .input ? input : response }

  /// Visits every sequence's run of rows that lie in `set`: its first element in a matrix of all input rows, its
  /// first element in a matrix of the rows of `set`, and the number of elements, where a row has `width`.
  @inline(__always)
  func eachQueryRun(_ set: RowSet, width: Int, _ body: (_ key: Int, _ query: Int, _ count: Int) -> Void) {
    let queries = self[set]
    for sequence in 0..<input.sequenceCount {
      let run = queries[sequence]
      body((input[sequence].upperBound - run.count) * width, run.lowerBound * width, run.count * width)
    }
  }
}
