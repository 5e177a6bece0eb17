import RandomStreams

/// Reach a target from given numbers with +, − and ×, each number used exactly once.
///
/// Prompt: k numbers between 1 and 9, filled up with equals signs to the most numbers; the target's digits, zeros
/// included; an equals sign. The target is the value of a random expression of these numbers, so that there is always
/// a solution, often several. Response: numbers and operations in turn, and the end token, such as 3 * 5 - 2. It is
/// evaluated from left to right, without precedence; values on the way may be negative. The verifier accepts every
/// expression that uses the numbers exactly once and has the target's value.
///
/// Tokens: 0 … 9 are digits, then +, -, *, the equals sign and the end token.
public struct Countdown: LocallyVerifiedTask, Hashable {
  /// The least and largest number k of given numbers, between 2 and 5.
  public let numbers: ClosedRange<Int>
  /// The largest target; targets are 0 or more.
  public let largestTarget: Int

  /// The task of reaching targets up to `largestTarget` from `numbers` numbers.
  ///
  /// - Throws: ``TaskError`` unless there are 2 to 5 numbers, and the largest target is their largest sum or more, so
  ///   that every choice of numbers has a target.
  public init(numbers: ClosedRange<Int>, largestTarget: Int = 99) throws {
    try TaskError.check("number count", numbers.lowerBound, in: 2...5)
    try TaskError.check("number count", numbers.upperBound, in: 2...5)
    try TaskError.check("largest target", largestTarget, in: 9 * numbers.upperBound...9_999)
    self.numbers = numbers
    self.largestTarget = largestTarget
  }

  private var equalsSign: Int { 13 }

  /// The digits, the operations, the equals sign and the end token.
  public var vocabulary: [String] {
    (0...9).map(String.init) + CountdownOperation.allCases.map(\.sign) + ["=", "<end>"]
  }
  /// 14.
  public var endToken: Int { 14 }
  /// The most numbers, the target's digits and an equals sign; every prompt is that long.
  public var maximumPromptLength: Int { numbers.upperBound + targetLength + 1 }
  /// The most numbers, the operations between them and the end token.
  public var maximumResponseLength: Int { 2 * numbers.upperBound }

  /// How many numbers are given.
  public var difficulties: [String] { numbers.map { "\($0) numbers" } }

  /// How many numbers are given.
  public func difficulty(of prompt: [Int]) -> Int { given(in: prompt).count - numbers.lowerBound }

  /// A prompt of uniform numbers, and the value of a random expression of them whose value is no illegal target.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    let count = numbers.lowerBound + stream.index(below: numbers.count)
    let given = (0..<count).map { _ in 1 + stream.index(below: 9) }
    let filling = Array(repeating: equalsSign, count: numbers.upperBound - count)
    return given + filling + digits(of: randomTarget(of: given, from: &stream)) + [equalsSign]
  }

  /// The first expression that reaches the target, in an order that tries numbers as they stand in the prompt, and +
  /// before − before ×.
  public func solution(to prompt: [Int]) -> [Int] {
    let (given, target) = (given(in: prompt), target(of: prompt))
    for (index, first) in given.enumerated() {
      var others = given
      others.remove(at: index)
      if let tail = tail(from: first, others, to: target) { return [first] + tail + [endToken] }
    }
    preconditionFailure("the target of a prompt can be reached")
  }

  /// The given numbers in random order, joined by random operations, and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    randomExpression(of: given(in: prompt), from: &stream) + [endToken]
  }

  /// Whether the response is an expression that uses the given numbers once each and has the target's value, followed
  /// by the end token.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    let given = given(in: prompt)
    guard response.count == 2 * given.count, response.last == endToken else { return false }
    let used = stride(from: 0, to: response.count, by: 2).map { response[$0] }
    return used.sorted() == given.sorted() && value(of: response.dropLast()) == target(of: prompt)
  }

  private var targetLength: Int { String(largestTarget).count }

  private func given(in prompt: [Int]) -> [Int] {
    Array(prompt.prefix { $0 < equalsSign }.prefix(numbers.upperBound))
  }

  private func target(of prompt: [Int]) -> Int {
    prompt[numbers.upperBound...].prefix(targetLength).reduce(0) { 10 * $0 + $1 }
  }

  private func digits(of target: Int) -> [Int] {
    let digits = String(target).compactMap(\.wholeNumberValue)
    return Array(repeating: 0, count: targetLength - digits.count) + digits
  }

  private func token(of operation: CountdownOperation) -> Int { 10 + operation.rawValue }

  /// The value of numbers and operations in turn, from left to right; nil where an operation is none.
  private func value(of expression: ArraySlice<Int>) -> Int? {
    guard var value = expression.first else { return nil }
    for position in stride(from: expression.startIndex + 1, to: expression.endIndex, by: 2) {
      guard let operation = CountdownOperation(rawValue: expression[position] - 10) else { return nil }
      value = operation(value, expression[position + 1])
    }
    return value
  }

  private func randomExpression(of given: [Int], from stream: inout RandomStream) -> [Int] {
    let order = stream.shuffle(given)
    return order.dropLast().flatMap { [$0, 10 + stream.index(below: CountdownOperation.allCases.count)] }
      + order.suffix(1)
  }

  /// Draws again until the value is a target: sums always are, so that this ends.
  private func randomTarget(of given: [Int], from stream: inout RandomStream) -> Int {
    while true {
      if let value = value(of: randomExpression(of: given, from: &stream)[...]),
        (0...largestTarget).contains(value)
      {
        return value
      }
    }
  }

  /// Operations and numbers that lead from a value to the target; nil if none do.
  private func tail(from value: Int, _ rest: [Int], to target: Int) -> [Int]? {
    guard !rest.isEmpty else { return value == target ? [] : nil }
    for (index, number) in rest.enumerated() {
      var others = rest
      others.remove(at: index)
      for operation in CountdownOperation.allCases {
        if let tail = tail(from: operation(value, number), others, to: target) {
          return [token(of: operation), number] + tail
        }
      }
    }
    return nil
  }
}
