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
