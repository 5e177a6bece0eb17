import Tasks

extension VerifiableTask {
  /// Every sequence of tokens of 0 to `length` tokens.
  func everyResponse(upTo length: Int) -> [[Int]] {
    var all: [[Int]] = [[]]
    var longest: [[Int]] = [[]]
    for _ in 0..<length {
      longest = longest.flatMap { start in (0..<vocabularySize).map { start + [$0] } }
      all += longest
    }
    return all
  }

  /// The responses of up to `length` tokens that succeed.
  func everySuccess(prompt: [Int], upTo length: Int) throws -> [[Int]] {
    let responses = everyResponse(upTo: length)
    let outcomes = try outcomes(of: responses.map { TaskResponse(prompt: prompt, response: $0) })
    return zip(responses, outcomes).filter(\.1).map(\.0)
  }
}
