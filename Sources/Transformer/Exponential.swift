extension SIMD8<Float> {
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
}

#if COUNTERWEIGHT_DOUBLE
  extension SIMD8<Double> {
    /// The exponential of every lane between −708 and 709, within 2 units in the last place; 0 below.
    ///
    /// As for single precision, with a polynomial of degree 13 and its relative error below 10⁻¹⁷.
    var exponential: Self {
      let x = replacing(with: 709, where: self .> 709)
      let shifted = x * 1.442_695_040_888_963_4 + 0x1.8p52
      let n = shifted - 0x1.8p52
      let r = (x - n * 6.931_471_803_691_238_2e-1) - n * 1.908_214_929_270_587_7e-10
      var (p, factorial) = (Self(repeating: 1), 1.0)
      var power = r
      for degree in 1...13 {
        factorial *= Double(degree)
        p += power / factorial
        power *= r
      }
      let scale = (unsafeBitCast(shifted, to: SIMD8<UInt64>.self) &<< 52) &+ (1023 << 52)
      return (p * unsafeBitCast(scale, to: Self.self)).replacing(with: 0, where: self .< -708)
    }
  }
#endif
