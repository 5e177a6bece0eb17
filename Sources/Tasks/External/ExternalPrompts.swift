import Foundation

/// The prompts of an ``ExternalTask``, read from a file of one JSON object a line.
struct ExternalPrompts: Sendable {
  /// One line of the file.
  private struct Record: Decodable {
    enum Key: String, CodingKey { case prompt, difficulty, solution }

    let prompt: [String]
    let difficulty: String?
    let solution: [String]?

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      prompt = try container.decode([String].self, forKey: .prompt)
      difficulty = try container.decodeIfPresent(String.self, forKey: .difficulty)
      solution = try container.decodeIfPresent([String].self, forKey: .solution)
    }
  }

  /// The file's path.
  let file: String
  /// The prompts in the order of the file.
  private(set) var prompts: [[Int]] = []
  /// The names of difficulties in the order in which they first appear; empty where no line has one.
  private(set) var difficulties: [String] = []
  /// The position of every prompt's difficulty.
  private(set) var levels: [Int] = []
  /// A solution to every prompt; empty where no line has one.
  private(set) var solutions: [[Int]] = []
  /// Where every prompt stands.
  private(set) var positions: [[Int]: Int] = [:]

  private let tokens: [String: Int]
  private let endToken: String
  private let maximumResponseLength: Int

  /// Reads a file; blank lines are skipped.
  ///
  /// - Throws: ``ExternalTaskError``.
  init(file: String, vocabulary: [String], endToken: String, maximumResponseLength: Int) throws {
    self.file = file
    self.endToken = endToken
    self.maximumResponseLength = maximumResponseLength
    tokens = Dictionary(uniqueKeysWithValues: zip(vocabulary, vocabulary.indices))
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ExternalTaskError.unreadable(file)
    }
    var numbers: [Int] = []
    for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    where !line.allSatisfy({ $0 <= UInt8(ascii: " ") }) {
      do { try add(Self.record(in: line), lines: numbers) } catch let problem as ExternalPromptProblem {
        throw ExternalTaskError.line(index + 1, of: file, problem)
      }
      numbers.append(index + 1)
    }
    guard !prompts.isEmpty else { throw ExternalTaskError.noPrompts(file) }
  }

  private static func record(in line: Data) throws -> Record {
    guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else {
      throw ExternalPromptProblem.noRecord
    }
    if let key = object.keys.sorted().first(where: { Record.Key(rawValue: $0) == nil }) {
      throw ExternalPromptProblem.unknownKey(key)
    }
    do { return try JSONDecoder().decode(Record.self, from: line) } catch {
      throw ExternalPromptProblem.noRecord
    }
  }

  private mutating func add(_ record: Record, lines: [Int]) throws {
    let prompt = try numbers(of: record.prompt)
    guard !prompt.isEmpty else { throw ExternalPromptProblem.emptyPrompt }
    if let position = positions[prompt] { throw ExternalPromptProblem.repeatedPrompt(line: lines[position]) }
    try check(record.difficulty != nil, as: !difficulties.isEmpty, key: "difficulty")
    try check(record.solution != nil, as: !solutions.isEmpty, key: "solution")
    if let solution = record.solution { solutions.append(try checked(solution)) }
    if let difficulty = record.difficulty {
      if !difficulties.contains(difficulty) { difficulties.append(difficulty) }
      levels.append(difficulties.firstIndex(of: difficulty) ?? 0)
    }
    positions[prompt] = prompts.count
    prompts.append(prompt)
  }

  /// Throws unless a key is there in every record or in none.
  private func check(_ isPresent: Bool, as others: Bool, key: String) throws {
    guard prompts.isEmpty || isPresent == others else { throw ExternalPromptProblem.missing(key) }
  }

  private func checked(_ solution: [String]) throws -> [Int] {
    guard solution.firstIndex(of: endToken) == solution.count - 1 else {
      throw ExternalPromptProblem.unfinishedSolution(endToken: endToken)
    }
    guard solution.count <= maximumResponseLength else {
      throw ExternalPromptProblem.longSolution(solution.count, limit: maximumResponseLength)
    }
    return try numbers(of: solution)
  }

  private func numbers(of texts: [String]) throws -> [Int] {
    try texts.map { text in
      guard let number = tokens[text] else { throw ExternalPromptProblem.unknownToken(text) }
      return number
    }
  }
}
