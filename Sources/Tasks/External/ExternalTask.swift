import RandomStreams

/// A task of one's own: prompts from a file, verdicts from a program.
///
/// The file holds one JSON object a line,
///
///     {"prompt":["3","+","4","="],"difficulty":"easy","solution":["7","<end>"]}
///
/// with token texts; difficulty and solution stand in every line or in none. Prompts are drawn uniformly. The program is
/// an ``ExternalVerifier``. Without solutions the task can be trained by reinforcement only: see ``requireSolutions()``.
public struct ExternalTask: VerifiableTask {
  /// What every token stands for.
  public let vocabulary: [String]
  /// The token that ends a response.
  public let endToken: Int
  /// The length at which a response is cut off.
  public let maximumResponseLength: Int
  private let prompts: ExternalPrompts
  private let verifier: ExternalVerifier

  /// Reads the prompts and starts the verifier.
  ///
  /// - Parameters:
  ///   - vocabulary: the texts of all tokens, each once.
  ///   - endToken: the text of the token that ends a response.
  ///   - promptFile: the path of the file of prompts.
  ///   - responseLength: the length at which a response is cut off, end token included.
  ///   - verifier: the verifier's program and its arguments.
  ///   - timeLimit: how many seconds an answer may take, above 0.
  /// - Throws: ``TaskError`` for a number out of range, ``ExternalTaskError`` for the vocabulary or the file,
  ///   ``ExternalVerifierError`` where the verifier does not start.
  public init(
    vocabulary: [String], endToken: String, promptFile: String, responseLength: Int, verifier: [String],
    timeLimit: Int = 10
  ) throws {
    try TaskError.check("response length", responseLength, atLeast: 1)
    try TaskError.check("time limit", timeLimit, atLeast: 1)
    var seen: Set<String> = []
    if let text = vocabulary.first(where: { !seen.insert($0).inserted }) {
      throw ExternalTaskError.repeatedToken(text)
    }
    guard let end = vocabulary.firstIndex(of: endToken) else {
      throw ExternalTaskError.unknownEndToken(endToken)
    }
    self.vocabulary = vocabulary
    self.endToken = end
    maximumResponseLength = responseLength
    prompts = try ExternalPrompts(
      file: promptFile, vocabulary: vocabulary, endToken: endToken, maximumResponseLength: responseLength)
    self.verifier = try ExternalVerifier(command: verifier, timeLimit: Double(timeLimit))
  }

  /// The length of the file's longest prompt.
  public var maximumPromptLength: Int { prompts.prompts.map(\.count).max() ?? 0 }

  /// The file's difficulties in the order in which they first appear, or "all" where it has none.
  public var difficulties: [String] { prompts.difficulties.isEmpty ? ["all"] : prompts.difficulties }

  /// The difficulty that the file gives the prompt.
  public func difficulty(of prompt: [Int]) -> Int {
    prompts.levels.isEmpty ? 0 : prompts.levels[position(of: prompt)]
  }

  /// A uniform prompt of the file.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    prompts.prompts[stream.index(below: prompts.prompts.count)]
  }

  /// The file's solution.
  public func solution(to prompt: [Int]) -> [Int] {
    precondition(!prompts.solutions.isEmpty, "requireSolutions() says that there are none")
    return prompts.solutions[position(of: prompt)]
  }

  /// The solution of a uniform prompt of the file: of the right form, and wrong unless it is the same.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    precondition(!prompts.solutions.isEmpty, "requireSolutions() says that there are none")
    return prompts.solutions[stream.index(below: prompts.solutions.count)]
  }

  /// Throws where the file has no solutions.
  ///
  /// - Throws: ``ExternalTaskError/noSolutions(_:)``.
  public func requireSolutions() throws {
    guard !prompts.solutions.isEmpty else { throw ExternalTaskError.noSolutions(prompts.file) }
  }

  /// The verifier's verdicts; it is not asked about responses that were cut off, which fail.
  ///
  /// - Throws: ``ExternalVerifierError``.
  public func outcomes(of responses: [TaskResponse]) throws -> [Bool] {
    let finished = responses.indices.filter { responses[$0].response.last == endToken }
    let verdicts = try verifier.outcomes(
      of: finished.map { (texts(responses[$0].prompt), texts(responses[$0].response)) })
    var outcomes = Array(repeating: false, count: responses.count)
    for (index, verdict) in zip(finished, verdicts) { outcomes[index] = verdict }
    return outcomes
  }

  private func texts(_ tokens: [Int]) -> [String] { tokens.map { vocabulary[$0] } }

  private func position(of prompt: [Int]) -> Int {
    guard let position = prompts.positions[prompt] else {
      preconditionFailure("the prompts of a task are those of its file")
    }
    return position
  }
}
