/// The Philox4x32-10 counter-based generator: a keyed bijection of 128-bit counters.
///
/// Ten rounds of
///
///     (x0, x1, x2, x3) → (hi(M1·x2) ⊕ x1 ⊕ k0, lo(M1·x2), hi(M0·x0) ⊕ x3 ⊕ k1, lo(M0·x0))
///
/// with M0 = 0xD2511F53, M1 = 0xCD9E8D57 and the key advanced by (0x9E3779B9, 0xBB67AE85) after every round.
/// Blocks of different counters or keys are statistically independent, so any block can be computed alone: this
/// is what makes results independent of threads and order.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public enum Philox {
  /// A 128-bit counter or output block, least significant word first.
  public typealias Block = (UInt32, UInt32, UInt32, UInt32)

  /// The block of random words at `counter` under `key`.
  @inlinable
  public static func block(counter: Block, key: (UInt32, UInt32)) -> Block {
    var x = counter
    var k = key
    for round in 0..<10 {
      if round > 0 {
        k.0 &+= 0x9E37_79B9
        k.1 &+= 0xBB67_AE85
      }
      let product0 = UInt64(x.0) &* 0xD251_1F53
      let product1 = UInt64(x.2) &* 0xCD9E_8D57
      x = (
        UInt32(truncatingIfNeeded: product1 >> 32) ^ x.1 ^ k.0,
        UInt32(truncatingIfNeeded: product1),
        UInt32(truncatingIfNeeded: product0 >> 32) ^ x.3 ^ k.1,
        UInt32(truncatingIfNeeded: product0)
      )
    }
    return x
  }
}
