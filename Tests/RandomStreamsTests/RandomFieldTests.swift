import RandomStreams
import Testing

@Suite("Random fields")
struct RandomFieldTests {
  /// Four columns at once are the blocks of each, also across the end of the columns.
  @Test(arguments: [0, 4, 123_456, UInt32.max - 2])
  func lanesAreBlocks(firstColumn: UInt32) {
    let field = RandomField(at: StreamPath(seed: 5)["field"])
    for row in [0, 1, 77, UInt32.max] {
      let lanes = field.blocks(row: row, firstColumn: firstColumn)
      for lane in 0..<4 {
        let block = field.block(row: row, column: firstColumn &+ UInt32(lane))
        #expect(lanes.lower[lane] == UInt64(block.0) | UInt64(block.1) << 32)
        #expect(lanes.upper[lane] == UInt64(block.2) | UInt64(block.3) << 32)
      }
    }
  }

  @Test func pathsHaveFieldsOfTheirOwn() {
    let path = StreamPath(seed: 5)
    let blocks = [path["a"], path["b"], StreamPath(seed: 6)["a"]].map {
      RandomField(at: $0).block(row: 1, column: 2)
    }
    #expect(Set(blocks.map { [$0.0, $0.1, $0.2, $0.3] }).count == 3)
  }
}
