/// The rows of one sequence that attention combines.
struct HeadRows {
  let keys: Range<Int>
  let queries: Range<Int>

  /// How many keys lie before the first query.
  var before: Int { keys.count - queries.count }

  /// The elements from one query's weights to the next one's: the number of keys, in whole lanes.
  var stride: Int { RowProducts.padded(keys.count) }

  /// Visits the queries by tiles: the first, how many, and how many keys the last of them sees.
  @inline(__always)
  func eachQueryBlock(_ body: (_ first: Int, _ count: Int, _ seen: Int) -> Void) {
    for first in Swift.stride(from: 0, to: queries.count, by: MatrixTile.rows) {
      let count = min(MatrixTile.rows, queries.count - first)
      body(first, count, before + first + count)
    }
  }

  /// Visits the keys by tiles: the first, how many, and the first query that sees one of them.
  @inline(__always)
  func eachKeyBlock(_ body: (_ first: Int, _ count: Int, _ query: Int) -> Void) {
    for first in Swift.stride(from: 0, to: keys.count, by: MatrixTile.rows) {
      body(first, min(MatrixTile.rows, keys.count - first), max(0, first - before))
    }
  }
}
