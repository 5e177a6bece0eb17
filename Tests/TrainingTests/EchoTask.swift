import RandomStreams
import Tasks

/// Repeat the prompt's symbol; an environment writes a dot behind every symbol that does not end the response.
///
/// Tokens: 0 … 2 are symbols, 3 is the environment's dot, 4 ends a response.
struct EchoTask: InteractiveTask, LocallyVerifiedTask {
  var vocabulary: [String] { ["a", "b", "c", ".", "<end>"] }
  var endToken: Int { 4 }
  var maximumPromptLength: Int { 1 }
  var maximumResponseLength: Int { 5 }
  var difficulties: [String] { ["first", "others"] }

  func prompt(from stream: inout RandomStream) -> [Int] { [stream.index(below: 3)] }
  func difficulty(of prompt: [Int]) -> Int { prompt[0] == 0 ? 0 : 1 }
  func solution(to prompt: [Int]) -> [Int] { [prompt[0], 3, 4] }
  func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    [stream.index(below: 3), 3, 4]
  }
  func reply(to response: ArraySlice<Int>, of prompt: [Int]) -> [Int] { [3] }
  func isSuccess(prompt: [Int], response: [Int]) -> Bool { response.first == prompt[0] }
}
