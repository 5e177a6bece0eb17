/// Random bits for every cell of a plane: a function of row and column at one address, without any order.
///
/// Where a stream is read from front to back, a field is asked for a cell, such as (step, prompt). The block of a cell is
/// the Philox4x32-10 block of the counter (column, row, …), whose other half and key come from the path. A field and
/// the stream of the same path share their blocks: give either a path of its own.
public struct RandomField: Sendable {
  @usableFromInline let key: (UInt32, UInt32)
  @usableFromInline let identifier: (UInt32, UInt32)

  /// The field at an address.
  public init(at path: StreamPath) {
    let stream = path.stream()
    key = stream.key
    identifier = stream.identifier
  }

  /// The 128 random bits of a cell.
  @inlinable
  public func block(row: UInt32, column: UInt32) -> Philox.Block {
    Philox.block(counter: (column, row, identifier.0, identifier.1), key: key)
  }

  /// The blocks of four neighbouring columns at once, a lane a column: their lower and their upper 64 bits.
  ///
  /// The same bits as ``block(row:column:)``, at a third of the time. Columns are counted modulo 2³².
  @inlinable @inline(__always)
  public func blocks(row: UInt32, firstColumn: UInt32) -> (lower: SIMD4<UInt64>, upper: SIMD4<UInt64>) {
    // Words live in lanes of 64 bits, where a product needs no shuffle. The upper half of a lane holds garbage, which
    // the products ignore.
    var x = (
      SIMD4<UInt64>(0, 1, 2, 3) &+ SIMD4(repeating: UInt64(firstColumn)),
      SIMD4<UInt64>(repeating: UInt64(row)),
      SIMD4<UInt64>(repeating: UInt64(identifier.0)),
      SIMD4<UInt64>(repeating: UInt64(identifier.1))
    )
    x = Self.round(0, x, key)
    x = Self.round(1, x, key)
    x = Self.round(2, x, key)
    x = Self.round(3, x, key)
    x = Self.round(4, x, key)
    x = Self.round(5, x, key)
    x = Self.round(6, x, key)
    x = Self.round(7, x, key)
    x = Self.round(8, x, key)
    x = Self.round(9, x, key)
    let word = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
    let shift = SIMD4<UInt64>(repeating: 32)
    return ((x.0 & word) | (x.1 &<< shift), (x.2 & word) | (x.3 &<< shift))
  }

  @usableFromInline
  typealias Words = (SIMD4<UInt64>, SIMD4<UInt64>, SIMD4<UInt64>, SIMD4<UInt64>)

  @inlinable @inline(__always)
  static func round(_ index: UInt32, _ x: Words, _ key: (UInt32, UInt32)) -> Words {
    let word = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
    let shift = SIMD4<UInt64>(repeating: 32)
    let k0 = SIMD4(repeating: UInt64(key.0 &+ index &* 0x9E37_79B9))
    let k1 = SIMD4(repeating: UInt64(key.1 &+ index &* 0xBB67_AE85))
    let product0 = (x.0 & word) &* SIMD4(repeating: 0xD251_1F53)
    let product1 = (x.2 & word) &* SIMD4(repeating: 0xCD9E_8D57)
    return ((product1 &>> shift) ^ x.1 ^ k0, product1, (product0 &>> shift) ^ x.3 ^ k1, product0)
  }
}
