import RandomStreams
import Testing

@Suite("Streams and distributions")
struct RandomStreamTests {
  static let root = StreamPath(seed: 20)

  @Test func equalPathsGiveEqualStreamsAndOthersDoNot() {
    func words(_ path: StreamPath) -> [UInt64] {
      var stream = path.stream()
      return (0..<8).map { _ in stream.next() }
    }
    #expect(words(Self.root["cell"][3]) == words(Self.root["cell"][3]))
    var seen = Set<[UInt64]>()
    for seed in 0..<3 as Range<UInt64> {
      for name in ["cell", "step", ""] {
        for index in -2..<40 {
          let path = StreamPath(seed: seed)[name][index]
          #expect(seen.insert(words(path)).inserted)
          #expect(seen.insert(words(StreamPath(seed: seed)[index][name])).inserted)
        }
      }
    }
  }

  /// Fixed for good: a change of these words changes every result of the laboratory.
  @Test func theFirstWordsOfAPathNeverChange() {
    var stream = StreamPath(seed: 1)["optimal-baseline"][0].stream()
    #expect([stream.next(), stream.next(), stream.next()] == Self.firstWords)
  }
  static let firstWords: [UInt64] = [
    4_294_756_871_013_726_247, 16_030_779_358_185_516_572, 15_884_540_390_879_831_764,
  ]

  @Test func uniformMomentsAndRange() {
    var stream = Self.root["uniform"].stream()
    let count = 100_000
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<count {
      let value = stream.uniform()
      #expect(value >= 0 && value < 1)
      sum += value
      squares += value * value
    }
    // 4 standard errors of the mean of U (√(1/12)) and of U² (√(4/45)).
    #expect(abs(sum / Double(count) - 0.5) <= 4 * (1.0 / 12 / Double(count)).squareRoot())
    #expect(abs(squares / Double(count) - 1.0 / 3) <= 4 * (4.0 / 45 / Double(count)).squareRoot())
  }

  @Test func indicesAndCategoriesHaveTheirProbabilities() {
    var stream = Self.root["categories"].stream()
    let probabilities = [0.5, 0, 0.3, 0.2]
    let draws = 40_000
    var counts = [Int](repeating: 0, count: 4)
    var indices = [Int](repeating: 0, count: 3)
    for _ in 0..<draws {
      counts[stream.categorical(probabilities)] += 1
      indices[stream.index(below: 3)] += 1
    }
    #expect(counts[1] == 0)
    for (count, probability) in zip(counts, probabilities) {
      let deviation = (Double(draws) * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(count) - Double(draws) * probability) <= 4 * deviation)
    }
    for count in indices {
      #expect(abs(Double(count) - Double(draws) / 3) <= 4 * (Double(draws) * 2 / 9).squareRoot())
    }
  }

  @Test func gslDistributionsDrawFromTheStream() {
    let draws = 50_000
    let generator = GSLRandomGenerator(Self.root["normal"].stream())
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<draws {
      let value = generator.standardNormal()
      sum += value
      squares += value * value
    }
    #expect(abs(sum / Double(draws)) <= 4 / Double(draws).squareRoot())
    #expect(abs(squares / Double(draws) - 1) <= 4 * (2 / Double(draws)).squareRoot())
    let again = GSLRandomGenerator(Self.root["normal"].stream())
    let other = GSLRandomGenerator(Self.root["normal"].stream())
    #expect(again.standardNormal() == other.standardNormal())
  }
}
