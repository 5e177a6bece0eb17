/// Eight neighbouring floats of a row.
typealias Lanes = SIMD8<Float>

/// Elements `offset` ..< min(`offset` + 8, `count`) of a row; lanes beyond `count` hold `filler`.
@inline(__always)
func load(_ row: UnsafePointer<Float>, _ offset: Int, _ count: Int, filler: Float = 0) -> Lanes {
  if offset &+ 8 <= count {
    return UnsafeRawPointer(row + offset).loadUnaligned(as: Lanes.self)
  }
  var lanes = Lanes(repeating: filler)
  for lane in 0..<(count &- offset) {
    lanes[lane] = row[offset &+ lane]
  }
  return lanes
}

/// Writes `lanes` to elements `offset` ..< min(`offset` + 8, `count`) of a row.
@inline(__always)
func store(_ lanes: Lanes, _ row: UnsafeMutablePointer<Float>, _ offset: Int, _ count: Int) {
  if offset &+ 8 <= count {
    UnsafeMutableRawPointer(row + offset).storeBytes(of: lanes, as: Lanes.self)
    return
  }
  for lane in 0..<(count &- offset) {
    row[offset &+ lane] = lanes[lane]
  }
}

extension SIMD8<Float> {
  /// The sum of the lanes, by halves.
  @inline(__always)
  var total: Float {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The sums of the lanes of four vectors.
  @inline(__always)
  static func totals(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> SIMD4<Float> {
    let (a, b) = (a.lowHalf + a.highHalf, b.lowHalf + b.highHalf)
    let (c, d) = (c.lowHalf + c.highHalf, d.lowHalf + d.highHalf)
    let first = SIMD4(lowHalf: a.evenHalf + a.oddHalf, highHalf: b.evenHalf + b.oddHalf)
    let second = SIMD4(lowHalf: c.evenHalf + c.oddHalf, highHalf: d.evenHalf + d.oddHalf)
    return SIMD4(lowHalf: first.evenHalf + first.oddHalf, highHalf: second.evenHalf + second.oddHalf)
  }

  /// The exponential of every lane, within 2 units in the last place: exp 88 above 88, and 0 below −87, where
  /// floats lose their precision.
  ///
  /// exp x = 2ⁿ exp r with n the integer nearest to x / ln 2 and |r| ≤ ln 2 / 2, where the Taylor polynomial of
  /// degree 7 has a relative error below 10⁻⁸. Adding 3 · 2²² rounds to an integer and leaves it in the low bits.
  @inline(__always)
  var exponential: Self {
    let x = replacing(with: 88, where: self .> 88)
    let shifted = Self.product(x, Self(repeating: 1.442_695_04), plus: Self(repeating: 12_582_912))
    let n = shifted - 12_582_912
    // ln 2 in two parts: the first is exact in 10 bits, so that n times it is exact.
    let r = Self.product(n, Self(repeating: 2.121_944_4e-4), plus: x - n * 0.693_359_375)
    var p = Self(repeating: 1 / 5040)
    p = Self.product(p, r, plus: Self(repeating: 1 / 720))
    p = Self.product(p, r, plus: Self(repeating: 1 / 120))
    p = Self.product(p, r, plus: Self(repeating: 1 / 24))
    p = Self.product(p, r, plus: Self(repeating: 1 / 6))
    p = Self.product(p, r, plus: Self(repeating: 0.5))
    p = Self.product(p, r, plus: Self(repeating: 1))
    p = Self.product(p, r, plus: Self(repeating: 1))
    let power = (unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &<< 23) &+ (127 << 23)
    return (p * unsafeBitCast(power, to: Self.self)).replacing(with: 0, where: self .< -87)
  }

  /// The largest lane.
  @inline(__always)
  var largest: Float {
    let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return two.x > two.y ? two.x : two.y
  }
}

extension SIMD8<Double> {
  /// The sum of the lanes, by halves.
  @inline(__always)
  var total: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}

/// The inner product of two rows.
@inline(__always)
func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  var sum = Lanes()
  for offset in stride(from: 0, to: count, by: 8) {
    sum.accumulate(load(a, offset, count), load(b, offset, count))
  }
  return sum.total
}

/// The squared Euclidean norm of a row, summed in double precision.
func squaredNorm(_ row: UnsafePointer<Float>, _ count: Int) -> Double {
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
  _ source: UnsafePointer<Float>, times scale: Float, to target: UnsafeMutablePointer<Float>, _ count: Int
) {
  for offset in stride(from: 0, to: count, by: 8) {
    var lanes = load(target, offset, count)
    lanes.accumulate(Lanes(repeating: scale), load(source, offset, count))
    store(lanes, target, offset, count)
  }
}

/// row ← scale · row, element by element.
@inline(__always)
func scaleRow(_ row: UnsafeMutablePointer<Float>, by scale: Float, _ count: Int) {
  for offset in stride(from: 0, to: count, by: 8) {
    store(scale * load(row, offset, count), row, offset, count)
  }
}
