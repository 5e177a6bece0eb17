/// The products of one query with the keys and values of a cache.
enum RowProducts {
  /// `count` rounded up to whole lanes.
  ///
  /// Rows of attention weights have such a length, and zeros at the end.
  @inline(__always)
  static func padded(_ count: Int) -> Int {
    (count &+ TileLanes.scalarCount &- 1) & ~(TileLanes.scalarCount &- 1)
  }

  /// scores[n] = Σ_c query[c] keys[c · stride + n] for all n below `count`, and some more up to whole lanes.
  @inline(__always)
  static func scores(
    _ query: UnsafePointer<Real>, keys: UnsafePointer<Real>, stride: Int, count: Int, width: Int,
    to scores: UnsafeMutablePointer<Real>
  ) {
    for n in Swift.stride(from: 0, to: count, by: 16) {
      var sums = (Lanes(), Lanes(), Lanes(), Lanes())
      var key = UnsafeRawPointer(keys + n)
      let step = stride &* MemoryLayout<Real>.stride
      for c in Swift.stride(from: 0, to: width, by: 2) {
        let (first, second) = (Lanes(repeating: query[c]), Lanes(repeating: query[c &+ 1]))
        sums.0.accumulate(first, key.loadUnaligned(as: Lanes.self))
        sums.1.accumulate(first, key.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self))
        key += step
        sums.2.accumulate(second, key.loadUnaligned(as: Lanes.self))
        sums.3.accumulate(second, key.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self))
        key += step
      }
      let target = UnsafeMutableRawPointer(scores + n)
      target.storeBytes(of: sums.0 + sums.2, as: Lanes.self)
      target.storeBytes(of: sums.1 + sums.3, toByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
    }
  }

  /// result = Σ_n weights[n] rows[n], rows of `width` one behind the other.
  @inline(__always)
  static func weightedSum(
    _ weights: UnsafePointer<Real>, _ rows: UnsafePointer<Real>, count: Int, width: Int,
    to result: UnsafeMutablePointer<Real>
  ) {
    for c in stride(from: 0, to: width, by: 16) {
      var sums = (Lanes(), Lanes(), Lanes(), Lanes())
      var row = UnsafeRawPointer(rows + c)
      let step = width &* MemoryLayout<Real>.stride
      for n in stride(from: 0, to: count &- 1, by: 2) {
        let (first, second) = (Lanes(repeating: weights[n]), Lanes(repeating: weights[n &+ 1]))
        sums.0.accumulate(first, row.loadUnaligned(as: Lanes.self))
        sums.1.accumulate(first, row.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self))
        row += step
        sums.2.accumulate(second, row.loadUnaligned(as: Lanes.self))
        sums.3.accumulate(second, row.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self))
        row += step
      }
      if !count.isMultiple(of: 2) {
        let last = Lanes(repeating: weights[count &- 1])
        sums.0.accumulate(last, row.loadUnaligned(as: Lanes.self))
        sums.1.accumulate(last, row.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self))
      }
      store(sums.0 + sums.2, result, c, width)
      if c &+ 8 < width { store(sums.1 + sums.3, result, c &+ 8, width) }
    }
  }

  /// Turns scores into weights softmax(scale · scores) of the first `count`, with zeros behind up to `length`.
  @inline(__always)
  static func weigh(_ scores: UnsafeMutablePointer<Real>, count: Int, length: Int, scale: Real) {
    let end = (count &+ 7) & ~7
    for n in count..<end { scores[n] = -.infinity }
    Softmax.normalize(scores, end, scale: scale)
    for n in stride(from: end, to: length, by: 8) { store(Lanes(), scores, n, length) }
  }
}
