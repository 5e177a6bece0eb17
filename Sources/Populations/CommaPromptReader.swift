import Foundation

/// Reads lines of values between commas, with or without a header.
struct CommaPromptReader: PromptReader {
  private enum Columns {
    case rate(Int)
    case counts(successes: Int, attempts: Int)
  }

  private let columns: Columns
  private let columnCount: Int
  private var headerIsAhead: Bool

  /// - Throws: ``PopulationFileProblem`` where the first line neither names nor has the columns.
  init(firstLine line: String) throws {
    let fields = Self.fields(of: line)
    columnCount = fields.count
    let names = fields.map { $0.lowercased() }
    let place = { (known: Set<String>) in names.firstIndex(where: known.contains) }
    if let successes = place(PromptObservation.successNames),
      let attempts = place(PromptObservation.attemptNames)
    {
      (columns, headerIsAhead) = (.counts(successes: successes, attempts: attempts), true)
    } else if let rate = place(PromptObservation.rateNames) {
      (columns, headerIsAhead) = (.rate(rate), true)
    } else if fields.count <= 2 && fields.allSatisfy({ Double($0) != nil }) {
      (columns, headerIsAhead) = (fields.count == 1 ? .rate(0) : .counts(successes: 0, attempts: 1), false)
    } else {
      throw PopulationFileProblem.missingColumns(names)
    }
  }

  mutating func observation(on line: String) throws -> PromptObservation? {
    if headerIsAhead {
      headerIsAhead = false
      return nil
    }
    let fields = Self.fields(of: line)
    guard fields.count == columnCount else {
      throw PopulationFileProblem.columnCount(fields.count, expected: columnCount)
    }
    switch columns {
    case .rate(let rate): return try PromptObservation(rate: fields[rate])
    case .counts(let successes, let attempts):
      return try PromptObservation(successes: fields[successes], attempts: fields[attempts])
    }
  }

  /// The values between commas without the spaces around them; a value in double quotes may contain commas.
  private static func fields(of line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
