extension SIMD8<Double> {
  /// The exponential of every lane, within 2 units in the last place; infinite above 709.7, and 0 below −708, where
  /// doubles lose their precision.
  ///
  /// exp x = 2ⁿ exp r with n the integer nearest to x / ln 2 and |r| ≤ ln 2 / 2, where the Taylor polynomial of
  /// degree 13 has a relative error below 10⁻¹⁷. Adding 3 · 2⁵¹ rounds to an integer and leaves it in the low bits.
  @inline(__always)
  var exponential: Self {
    let x = replacing(with: 709.7, where: self .> 709.7)
    let shifted = x * 1.442_695_040_888_963_4 + 0x1.8p52
    let n = shifted - 0x1.8p52
    // ln 2 in two parts: the first is exact in 32 bits, so that n times it is exact.
    let r = (x - n * 6.931_471_803_691_238_2e-1) - n * 1.908_214_929_270_587_7e-10
    var p = Self(repeating: 1 / 6_227_020_800)
    p = p * r + 1 / 479_001_600
    p = p * r + 1 / 39_916_800
    p = p * r + 1 / 3_628_800
    p = p * r + 1 / 362_880
    p = p * r + 1 / 40_320
    p = p * r + 1 / 5_040
    p = p * r + 1 / 720
    p = p * r + 1 / 120
    p = p * r + 1 / 24
    p = p * r + 1 / 6
    p = p * r + 0.5
    p = p * r + 1
    p = p * r + 1
    let power = (unsafeBitCast(shifted, to: SIMD8<UInt64>.self) &<< 52) &+ (1023 << 52)
    return (p * unsafeBitCast(power, to: Self.self))
      .replacing(with: .infinity, where: self .> 709.7)
      .replacing(with: 0, where: self .< -708)
  }
}
