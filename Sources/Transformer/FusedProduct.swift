extension SIMD where Scalar: FloatingPoint {
  /// self += a b, in one rounding where the processor for which the package is compiled has such an instruction.
  @inline(__always)
  mutating func accumulate(_ a: Self, _ b: Self) {
    #if COUNTERWEIGHT_FMA || arch(arm64)
      addProduct(a, b)
    #else
      self += a * b
    #endif
  }

  /// a b + c, rounded like ``accumulate(_:_:)``.
  @inline(__always)
  static func product(_ a: Self, _ b: Self, plus c: Self) -> Self {
    var sum = c
    sum.accumulate(a, b)
    return sum
  }
}
