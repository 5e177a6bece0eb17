/// Four neighbouring tokens of a response.
typealias TokenLanes = SIMD4<Double>

extension SIMD4<Double> {
  /// The exponential of every lane between −708 and 709, within 2 units in the last place.
  ///
  /// exp x = 2ⁿ exp r with n the integer nearest to x / ln 2 and |r| ≤ ln 2 / 2, where the Taylor polynomial of
  /// degree 13 has a relative error below 10⁻¹⁷. Adding 3 · 2⁵¹ rounds to an integer and leaves it in the low bits. The
  /// polynomial is summed in short chains, which run side by side.
  @inline(__always)
  func exponential() -> Self {
    let shifted = self * 1.442_695_040_888_963_4 + 0x1.8p52
    let n = shifted - 0x1.8p52
    // ln 2 in two parts: the first is exact in 32 bits, so that n times it is exact.
    let r = (self - n * 6.931_471_803_691_238_2e-1) - n * 1.908_214_929_270_587_7e-10
    let r2 = r * r
    let r4 = r2 * r2
    let low = Self.pair(1, 1, r) + r2 * Self.pair(0.5, 1 / 6, r)
    let middle = Self.pair(1 / 24, 1 / 120, r) + r2 * Self.pair(1 / 720, 1 / 5_040, r)
    let high = Self.pair(1 / 40_320, 1 / 362_880, r) + r2 * Self.pair(1 / 3_628_800, 1 / 39_916_800, r)
    let top = Self.pair(1 / 479_001_600, 1 / 6_227_020_800, r)
    let polynomial = ((top * r4 + high) * r4 + middle) * r4 + low
    let power = (unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &<< 52) &+ (1023 << 52)
    return polynomial * unsafeBitCast(power, to: Self.self)
  }

  /// a + b r.
  @inline(__always)
  private static func pair(_ a: Double, _ b: Double, _ r: Self) -> Self { r * b + a }

  /// Every lane, kept between two bounds.
  @inline(__always)
  func clamped(_ low: Double, _ high: Double) -> Self {
    replacing(with: low, where: self .< low).replacing(with: high, where: self .> high)
  }

  /// The sum of the lanes, by halves.
  @inline(__always)
  func total() -> Double {
    let two = lowHalf + highHalf
    return two.x + two.y
  }

  /// 1 in the lanes of a mask and 0 elsewhere, to count them.
  @inline(__always)
  static func ones(where mask: SIMDMask<SIMD4<Int64>>) -> Self {
    Self().replacing(with: 1, where: mask)
  }
}
