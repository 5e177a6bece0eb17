/// √x of a number x ≥ 0 to within 4 ulp, without a call or a branch, so that loops over it run in vector lanes.
///
/// Three Newton steps r ← r (3/2 − x r²/2) from a guess at 1/√x by the halved exponent, good to 4 %. 0 gives 0; beyond the
/// finite numbers it is that of the greatest.
@inline(__always)
package func vectorSquareRoot(_ x: Float) -> Float {
  let x = x < .greatestFiniteMagnitude ? x : .greatestFiniteMagnitude
  let half = 0.5 * x
  var r = Float(bitPattern: 0x5F37_59DF &- (x.bitPattern >> 1))
  r = r * (1.5 - half * r * r)
  r = r * (1.5 - half * r * r)
  r = r * (1.5 - half * r * r)
  return x * r
}
