/// A reproducible stream of random numbers at one address (see ``StreamPath``).
///
/// A value type: a copy continues from the same place. The 64 low bits of the Philox counter run; the key and the
/// 64 high bits come from the path.
public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline let key: (UInt32, UInt32)
  @usableFromInline let identifier: (UInt32, UInt32)
  @usableFromInline var blockIndex: UInt64 = 0
  @usableFromInline var pending: UInt64 = 0
  @usableFromInline var hasPending = false

  @usableFromInline
  init(key: UInt64, streamIdentifier: UInt64) {
    self.key = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    identifier = (
      UInt32(truncatingIfNeeded: streamIdentifier), UInt32(truncatingIfNeeded: streamIdentifier >> 32)
    )
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    if hasPending {
      hasPending = false
      return pending
    }
    let words = Philox.block(
      counter: (
        UInt32(truncatingIfNeeded: blockIndex), UInt32(truncatingIfNeeded: blockIndex >> 32),
        identifier.0, identifier.1
      ),
      key: key)
    blockIndex &+= 1
    pending = UInt64(words.2) | UInt64(words.3) << 32
    hasPending = true
    return UInt64(words.0) | UInt64(words.1) << 32
  }

  /// A uniform number in [0, 1): the upper 53 bits of the next word times 2⁻⁵³.
  ///
  /// The mapping is our own, because the standard library does not promise to keep its own.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform integer in 0 ..< `count`, without modulo bias (Lemire's multiply and reject).
  ///
  /// - Precondition: `count` > 0.
  @inlinable
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "a range to draw from must not be empty")
    let bound = UInt64(count)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold {
        product = next().multipliedFullWidth(by: bound)
      }
    }
    return Int(product.high)
  }

  /// An index drawn with the given probabilities, by inversion of their running sum.
  ///
  /// The probabilities need not sum to one exactly: the draw is scaled by `total`.
  ///
  /// - Precondition: at least one probability is positive, and none is negative.
  @inlinable
  public mutating func categorical(_ probabilities: [Double], total: Double = 1) -> Int {
    var remaining = uniform() * total
    var last = 0
    for (index, probability) in probabilities.enumerated() where probability > 0 {
      last = index
      remaining -= probability
      if remaining < 0 { return index }
    }
    return last
  }
}
