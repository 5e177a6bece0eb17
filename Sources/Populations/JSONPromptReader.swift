import Foundation

/// Reads lines that each are a JSON object or a bare number.
struct JSONPromptReader: PromptReader {
  private let decoder = JSONDecoder()

  mutating func observation(on line: String) throws -> PromptObservation? {
    let line = Data(line.utf8)
    if case .number(let rate)? = try? decoder.decode(JSONScalar.self, from: line) {
      return try PromptObservation(rate: "\(rate)")
    }
    guard let object = try? decoder.decode([String: JSONScalar].self, from: line) else {
      throw PopulationFileProblem.notJSON
    }
    var values: [String: String] = [:]
    for (name, value) in object { values[name.lowercased()] = value.text }
    let find = { (known: Set<String>) in known.sorted().lazy.compactMap { values[$0] }.first }
    if let successes = find(PromptObservation.successNames),
      let attempts = find(PromptObservation.attemptNames)
    {
      return try PromptObservation(successes: successes, attempts: attempts)
    }
    guard let rate = find(PromptObservation.rateNames) else {
      throw PopulationFileProblem.missingColumns(object.keys.sorted())
    }
    return try PromptObservation(rate: rate)
  }
}
