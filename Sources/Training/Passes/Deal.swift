/// How work is dealt: a function of the work alone, so that sums have the same bits on any number of threads.
enum Deal {
  /// Contiguous ranges for as many lanes as there are sixteens of items, at most eight.
  static func lanes(_ count: Int) -> [Range<Int>] {
    let laneCount = min(8, max(1, count / 16))
    return (0..<laneCount).map { (count * $0 / laneCount)..<(count * ($0 + 1) / laneCount) }
  }

  /// Contiguous ranges of at most `limit` tokens, or of one item that has more.
  static func chunks(_ tokenCounts: [Int], limit: Int) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var (start, sum) = (0, 0)
    for (index, count) in tokenCounts.enumerated() {
      if index > start && sum + count > limit {
        chunks.append(start..<index)
        (start, sum) = (index, 0)
      }
      sum += count
    }
    if start < tokenCounts.count { chunks.append(start..<tokenCounts.count) }
    return chunks
  }
}
