import RandomStreams
import Tasks
import Testing

/// Tokens of 5 keys: get 5, equals sign 6, end 7.
@Suite("Key store")
struct KeyStoreTests {
  let task: KeyStore
  let prompt = [4, 0, 2, 2, 2, 6, 3]

  init() throws {
    task = try KeyStore(keys: 5, hops: 1...3)
  }

  @Test func lookupsShowAPermutation() {
    let values = (0..<5).map { task.reply(to: [5, $0], of: prompt) }
    #expect(Set(values) == [[0], [1], [2], [3], [4]])
    #expect(task.reply(to: [5], of: prompt).isEmpty)
    #expect(task.reply(to: [5, 5], of: prompt).isEmpty)
    #expect(task.reply(to: [3], of: prompt).isEmpty)
    #expect(task.reply(to: [6, 3], of: prompt).isEmpty)
  }

  /// A store is where its name says, whatever hops and key are asked for.
  @Test func solutionsFollowTheValues() {
    let first = task.reply(to: [5, 3], of: [4, 0, 2, 2, 1, 6, 0])[0]
    let second = task.reply(to: [5, first], of: prompt)[0]
    let solution = task.solution(to: prompt)
    #expect(solution == [5, 3, first, 5, first, second, 6, second, 7])
    #expect(
      task.mask(of: solution, to: prompt) == [true, true, false, true, true, false, true, true, true])
    #expect(task.isSuccess(prompt: prompt, response: solution))
    #expect(task.isSuccess(prompt: prompt, response: [6, second, 7]), "a guess")
    for other in 0..<5 where other != second {
      #expect(!task.isSuccess(prompt: prompt, response: [6, other, 7]))
      #expect(!task.isSuccess(prompt: prompt, response: [5, first, other, 6, second, 7]), "a forged value")
    }
  }

  /// Over many stores the value of a key is uniform: neither prompt nor key shows it.
  @Test func storesDiffer() {
    var counts = Array(repeating: 0, count: 5)
    for name in 0..<625 {
      let prompt = [name / 125, name / 25 % 5, name / 5 % 5, name % 5, 1, 6, 0]
      counts[task.reply(to: [5, 0], of: prompt)[0]] += 1
    }
    // 625 draws with probability 1/5: a standard deviation of 10.
    #expect(counts.allSatisfy { abs($0 - 125) <= 45 })
  }

  /// Two keys, one hop, v the value.
  ///
  /// The answer = v <end> may follow nothing (1), one token but the end (4), two of which
  /// are no lookup, since its value would be missing (16 − 2), or three of which none begins a lookup (64 − 8 − 8) or
  /// that are a lookup with its value (2).
  @Test func everyTinyResponseIsJudgedRight() throws {
    let task = try KeyStore(keys: 2, hops: 1...1)
    #expect(try task.everySuccess(prompt: [0, 1, 0, 1, 1, 3, 0], upTo: 6).count == 1 + 4 + 14 + 50)
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try KeyStore(keys: 1, hops: 1...1)
    } throws: {
      "\($0)" == "keys is 1; it must be between 2 and 100"
    }
    #expect {
      _ = try KeyStore(keys: 5, hops: 1...5)
    } throws: {
      "\($0)" == "hops is 5; it must be between 1 and 4"
    }
  }
}
