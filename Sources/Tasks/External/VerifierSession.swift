import Foundation

/// The conversation with one process of an ``ExternalVerifier``.
final class VerifierSession {
  private struct Request: Encodable {
    let id: Int
    let prompt: [String]
    let response: [String]
  }

  private struct Answer: Decodable {
    let id: Int
    let reward: Double
  }

  private static let longestLine = 1 << 16

  private let process: VerifierProcess
  private let timeLimit: Double
  private var unread = Data()
  private var nextIdentifier = 0
  private var failure: ExternalVerifierError?

  init(command: [String], timeLimit: Double) throws {
    self.timeLimit = timeLimit
    process = try VerifierProcess(command: command)
  }

  func outcomes(of responses: [(prompt: [String], response: [String])]) throws -> [Bool] {
    if let failure { throw failure }
    do {
      return try ask(responses)
    } catch let error as ExternalVerifierError {
      failure = error
      process.stop(after: 0)
      throw error
    }
  }

  private func ask(_ responses: [(prompt: [String], response: [String])]) throws -> [Bool] {
    let first = nextIdentifier
    nextIdentifier += responses.count
    var pending = try Self.lines(of: responses, from: first)[...]
    var outcomes = [Bool?](repeating: nil, count: responses.count)
    for answered in 0..<responses.count {
      let missing = responses.count - answered
      let answer = try Self.answer(in: nextLine(&pending, missing: missing, of: responses.count))
      guard outcomes.indices.contains(answer.id - first) else {
        throw ExternalVerifierError.wrongIdentifier(answer.id, open: first...nextIdentifier - 1)
      }
      guard outcomes[answer.id - first] == nil else {
        throw ExternalVerifierError.repeatedIdentifier(answer.id)
      }
      guard answer.reward == 0 || answer.reward == 1 else {
        throw ExternalVerifierError.illegalReward(answer.reward, identifier: answer.id)
      }
      outcomes[answer.id - first] = answer.reward == 1
    }
    return outcomes.compactMap(\.self)
  }

  private static func lines(
    of responses: [(prompt: [String], response: [String])], from first: Int
  ) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines: [UInt8] = []
    for (index, pair) in responses.enumerated() {
      let request = Request(id: first + index, prompt: pair.prompt, response: pair.response)
      lines.append(contentsOf: try encoder.encode(request))
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }

  private static func answer(in line: Data) throws -> Answer {
    do { return try JSONDecoder().decode(Answer.self, from: line) } catch {
      throw ExternalVerifierError.malformed(String(decoding: line, as: UTF8.self))
    }
  }

  /// The next line of the process, while requests are written that it has not read.
  private func nextLine(_ pending: inout ArraySlice<UInt8>, missing: Int, of count: Int) throws -> Data {
    let deadline = ContinuousClock.now + .seconds(timeLimit)
    var searched = 0
    while true {
      if let end = unread.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
        let line = unread[..<end]
        guard line.count <= Self.longestLine else { break }
        unread = Data(unread[(end + 1)...])
        return line
      }
      guard unread.count <= Self.longestLine else { break }
      searched = unread.count
      switch process.exchange(&pending, until: deadline) {
      case .bytes(let bytes): unread.append(bytes)
      case .nothingInTime:
        throw ExternalVerifierError.timedOut(seconds: timeLimit, missing: missing, of: count)
      case .end: throw endOfOutput(missing: missing, of: count)
      }
    }
    throw ExternalVerifierError.lineTooLong(limit: Self.longestLine)
  }

  private func endOfOutput(missing: Int, of count: Int) -> ExternalVerifierError {
    switch process.ending() {
    case (.exit, let status)?: .exited(status: status, missing: missing, of: count)
    case (_, let signal)?: .crashed(signal: signal, missing: missing, of: count)
    case nil: .closedOutput(missing: missing, of: count)
    }
  }
}
