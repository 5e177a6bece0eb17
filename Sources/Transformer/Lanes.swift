/// Eight neighbouring floats of a row.
typealias Lanes = SIMD8<Real>

/// Eight elements of a row from `offset`.
@inline(__always)
func load(_ row: UnsafePointer<Real>, _ offset: Int) -> Lanes {
  UnsafeRawPointer(row + offset).loadUnaligned(as: Lanes.self)
}

/// Elements `offset` ..< min(`offset` + 8, `count`) of a row; lanes beyond `count` hold `filler`.
///
/// Up to seven elements behind the row are read and forgotten.
@inline(__always)
func load(_ row: UnsafePointer<Real>, _ offset: Int, _ count: Int, filler: Real = 0) -> Lanes {
  let lanes = load(row, offset)
  if offset &+ 8 <= count { return lanes }
  let numbers = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
  return lanes.replacing(with: filler, where: numbers .>= Real(count &- offset))
}

/// Writes `lanes` to elements `offset` ..< min(`offset` + 8, `count`) of a row.
@inline(__always)
func store(_ lanes: Lanes, _ row: UnsafeMutablePointer<Real>, _ offset: Int, _ count: Int) {
  if offset &+ 8 <= count {
    UnsafeMutableRawPointer(row + offset).storeBytes(of: lanes, as: Lanes.self)
    return
  }
  for lane in 0..<(count &- offset) {
    row[offset &+ lane] = lanes[lane]
  }
}

extension SIMD8 where Scalar: FloatingPoint {
  /// The sum of the lanes, by halves.
  @inline(__always)
  var total: Scalar {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}

extension SIMD8<Real> {
  /// The sums of the lanes of four vectors.
  @inline(__always)
  static func totals(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> SIMD4<Real> {
    let first = pairSums(a.lowHalf + a.highHalf, b.lowHalf + b.highHalf)
    let second = pairSums(c.lowHalf + c.highHalf, d.lowHalf + d.highHalf)
    return SIMD4(first[0], first[1], second[0], second[1]) + SIMD4(first[2], first[3], second[2], second[3])
  }

  /// a₀ + a₂, b₀ + b₂, a₁ + a₃, b₁ + b₃.
  @inline(__always)
  private static func pairSums(_ a: SIMD4<Real>, _ b: SIMD4<Real>) -> SIMD4<Real> {
    SIMD4(a[0], b[0], a[1], b[1]) + SIMD4(a[2], b[2], a[3], b[3])
  }

  /// The largest lane.
  @inline(__always)
  var largest: Real {
    let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return two.x > two.y ? two.x : two.y
  }
}

/// The inner product of two rows.
@inline(__always)
func dot(_ a: UnsafePointer<Real>, _ b: UnsafePointer<Real>, _ count: Int) -> Real {
  var sum = Lanes()
  for offset in stride(from: 0, to: count, by: 8) {
    sum.accumulate(load(a, offset, count), load(b, offset, count))
  }
  return sum.total
}

/// The squared Euclidean norm of a row, summed in double precision.
func squaredNorm(_ row: UnsafePointer<Real>, _ count: Int) -> Double {
  var sum = SIMD8<Double>()
  for offset in stride(from: 0, to: count, by: 8) {
    let wide = SIMD8<Double>(load(row, offset, count))
    sum += wide * wide
  }
  return sum.total
}

/// target += scale · source, element by element.
@inline(__always)
func addRow(
  _ source: UnsafePointer<Real>, times scale: Real, to target: UnsafeMutablePointer<Real>, _ count: Int
) {
  for offset in stride(from: 0, to: count, by: 8) {
    var lanes = load(target, offset, count)
    lanes.accumulate(Lanes(repeating: scale), load(source, offset, count))
    store(lanes, target, offset, count)
  }
}

/// row ← scale · row, element by element.
@inline(__always)
func scaleRow(_ row: UnsafeMutablePointer<Real>, by scale: Real, _ count: Int) {
  for offset in stride(from: 0, to: count, by: 8) {
    store(scale * load(row, offset, count), row, offset, count)
  }
}
