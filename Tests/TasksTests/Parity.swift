import RandomStreams
import Tasks

/// Say whether a row of bits has an even or an odd number of ones.
struct Parity: LocallyVerifiedTask {
  let vocabulary = ["0", "1", "=", "even", "odd", "<end>"]
  let endToken = 5
  let maximumPromptLength = 7
  let maximumResponseLength = 2
  let difficulties = (1...6).map { "\($0) bits" }

  func prompt(from stream: inout RandomStream) -> [Int] {
    let bits = (0...stream.index(below: 6)).map { _ in stream.index(below: 2) }
    return bits + [2]
  }

  func difficulty(of prompt: [Int]) -> Int { prompt.count - 2 }

  func solution(to prompt: [Int]) -> [Int] {
    let ones = prompt.dropLast().reduce(0, +)
    return [3 + ones % 2, endToken]
  }

  func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    [3 + stream.index(below: 2), endToken]
  }

  func isSuccess(prompt: [Int], response: [Int]) -> Bool { response == solution(to: prompt) }
}
