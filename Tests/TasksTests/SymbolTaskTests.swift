import RandomStreams
import Tasks
import Testing

@Suite("Reversal and sorting")
struct SymbolTaskTests {
  let reversal: Reversal
  let sorting: Sorting

  init() throws {
    reversal = try Reversal(symbols: 6, lengths: 2...5)
    sorting = try Sorting(symbols: 6, lengths: 2...5)
  }

  @Test func solutionsByHand() {
    #expect(reversal.solution(to: [6, 6, 3, 1, 4, 6]) == [4, 1, 3, 7])
    #expect(sorting.solution(to: [3, 1, 3, 6, 6, 6]) == [1, 3, 3, 7])
    #expect(reversal.difficulty(of: [6, 6, 3, 1, 4, 6]) == 1)
    #expect(sorting.difficulty(of: [3, 1, 3, 6, 6, 6]) == 1)
    #expect(reversal.text(of: [6, 6, 3, 1, 4, 6]) == "= = 3 1 4 =")
  }

  @Test func promptsAreFilledUpInFrontOrBehind() {
    for index in 0..<100 {
      var stream = StreamPath(seed: 4)[index].stream()
      var copy = stream
      let (first, second) = (reversal.prompt(from: &stream), sorting.prompt(from: &copy))
      #expect(first.drop { $0 == 6 } == second.prefix { $0 < 6 } + [6])
      #expect(first.count == 6 && second.count == 6 && second.last == 6)
    }
  }

  @Test func nearMissesFail() {
    let prompt = [6, 6, 3, 1, 4, 6]
    #expect(!reversal.isSuccess(prompt: prompt, response: [3, 1, 4, 7]))
    #expect(!reversal.isSuccess(prompt: prompt, response: [4, 1, 7]))
    #expect(!reversal.isSuccess(prompt: prompt, response: [4, 1, 3, 3, 7]))
    #expect(
      !sorting.isSuccess(prompt: [3, 1, 3, 6, 6, 6], response: [1, 3, 7]), "each as often as in the prompt")
  }

  @Test func oneResponseSucceeds() throws {
    let (reversal, sorting) = (
      try Reversal(symbols: 2, lengths: 2...3), try Sorting(symbols: 2, lengths: 2...3)
    )
    #expect(try reversal.everySuccess(prompt: [2, 0, 1, 2], upTo: 4) == [[1, 0, 3]])
    #expect(try sorting.everySuccess(prompt: [1, 0, 2, 2], upTo: 4) == [[0, 1, 3]])
  }

  @Test func parametersOutOfRangeAreNamed() {
    #expect {
      _ = try Reversal(symbols: 1, lengths: 2...5)
    } throws: {
      "\($0)" == "symbols is 1; it must be 2 or more"
    }
    #expect {
      _ = try Sorting(symbols: 6, lengths: 0...5)
    } throws: {
      "\($0)" == "length is 0; it must be 1 or more"
    }
  }
}
