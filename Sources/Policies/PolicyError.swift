/// Why a policy or a table of responses is refused.
public enum PolicyError: Error, Equatable, CustomStringConvertible {
  /// There is nothing to choose from.
  case empty(String)
  /// A list has another length than the list of probabilities.
  case lengthMismatch(list: String, count: Int, expected: Int)
  /// A probability is negative, greater than one, or not a number.
  case probability(value: Double, index: Int, context: String)
  /// Probabilities do not sum to one.
  case sum(value: Double, context: String)
  /// A reward is neither 0 nor 1.
  case reward(value: Double, index: Int)
  /// A response length is negative.
  case length(value: Int, index: Int)
  /// A prefix that can be reached has no distribution.
  case missingPrefix([Int])
  /// A response of a tree has a success rate that is no probability.
  case successRate(value: Double, response: [String])
  /// Two tokens after one prefix share a name.
  case duplicateToken(String, context: String)

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch self {
    case .empty(let list):
      "\(list) are empty; give at least one"
    case .lengthMismatch(let list, let count, let expected):
      "\(count) \(list) for \(expected) probabilities; give one for each response"
    case .probability(let value, let index, let context):
      "probability \(index + 1)\(context) is \(value); a probability lies between 0 and 1"
    case .sum(let value, let context):
      "probabilities\(context) sum to \(value), not 1; rescale them or add the missing response"
    case .reward(let value, let index):
      "reward \(index + 1) is \(value); a verifiable reward is 0 or 1"
    case .length(let value, let index):
      "length \(index + 1) is \(value); a length counts tokens and is 0 or more"
    case .missingPrefix(let prefix):
      "prefix \(prefix) can be reached but has no probabilities; add them"
    case .successRate(let value, let response):
      "the success rate of response '\(response.joined(separator: " "))' is \(value); it must be between 0 and 1"
    case .duplicateToken(let token, let context):
      "two tokens\(context) are called '\(token)'; rename one"
    }
  }
}
