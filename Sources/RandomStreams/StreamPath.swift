/// The address of a random stream: a seed and a path such as study / cell / replicate / step / rollout.
///
/// A path is absorbed one component at a time by the Philox bijection keyed with the seed, so that equal paths
/// give equal streams and different paths give streams that share nothing but chance (128 bits of state, half
/// of which distinguishes paths from each other at the first component and all of it afterwards). The path says
/// *what* the numbers are for, never *when* they are drawn: results do not depend on thread count or order.
///
///     let study = StreamPath(seed: 1)["optimal-baseline"]
///     var stream = study["cell"][3]["rollout"][17].stream()
public struct StreamPath: Hashable, Sendable {
  /// The user's seed.
  public let seed: UInt64
  private var high: UInt64
  private var low: UInt64

  /// The root path of a seed.
  public init(seed: UInt64) {
    self.seed = seed
    high = 0
    low = 0
  }

  /// The path extended by a number, such as a replicate or a step.
  public subscript(index: Int) -> StreamPath {
    absorbing(UInt64(bitPattern: Int64(index)), tag: 0x6E75_6D62)
  }

  /// The path extended by a name, such as a study or a purpose.
  public subscript(name: String) -> StreamPath {
    absorbing(fowlerNollVo(name.utf8), tag: 0x6E61_6D65)
  }

  /// The stream at this address.
  public func stream() -> RandomStream {
    let address = absorbing(0, tag: 0x7374_7265)
    return RandomStream(key: address.high, streamIdentifier: address.low)
  }

  private func absorbing(_ word: UInt64, tag: UInt32) -> StreamPath {
    let first = Philox.block(
      counter: (
        UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32),
        UInt32(truncatingIfNeeded: high), UInt32(truncatingIfNeeded: high >> 32)
      ),
      key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    let second = Philox.block(
      counter: (
        first.0 ^ UInt32(truncatingIfNeeded: word), first.1 ^ UInt32(truncatingIfNeeded: word >> 32),
        first.2 ^ tag, first.3
      ),
      key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    var path = self
    path.low = UInt64(second.0) | UInt64(second.1) << 32
    path.high = UInt64(second.2) | UInt64(second.3) << 32
    return path
  }
}
