import Algorithms
import Foundation
import GSLNumerics
import PolicyGradientTheory
import RunFiles

/// Clock, mobility and budget by the names that people give them.
public struct MinimumTimeProblem: Sendable {
  /// The clock's name.
  public let clockName: String
  /// The mobility's name, or the file it was read from.
  public let mobilityName: String
  /// The clock.
  public let clock: Clock
  /// The mobility.
  public let mobility: Mobility

  /// Understands the names of a clock and a mobility.
  ///
  /// - Parameters:
  ///   - clock: regular, effective, informative:N with N ≥ 2, or a formula of rho.
  ///   - mobility: natural, vanilla, or a CSV file with success rates and mobilities.
  /// - Throws: ``RunError`` naming what is legal.
  public init(clock: String, mobility: String) throws {
    clockName = clock
    mobilityName = mobility
    self.clock = try Self.clock(named: clock)
    self.mobility = try Self.mobility(named: mobility)
  }

  /// The least time over a range.
  ///
  /// - Throws: as `MinimumTime.init(clock:mobility:budget:range:)`, in words.
  public func minimumTime(over range: RateRange, budget: BudgetMeasure = .progress) throws -> MinimumTime {
    try MinimumTime(clock: clock, mobility: mobility, budget: budget, range: range)
  }

  private static func clock(named name: String) throws -> Clock {
    switch name {
    case "regular": return .regular
    case "effective": return .effective
    default: break
    }
    if name.hasPrefix("informative:") {
      guard let size = Int(name.dropFirst("informative:".count)), (2...4096).contains(size) else {
        throw RunError(
          .usage, "the clock is \(name); informative:N needs groups of N rollouts, N between 2 and 4096")
      }
      return .informative(groupSize: size)
    }
    do {
      return .custom(try RateExpression(name))
    } catch let error as RateExpressionError {
      throw RunError(
        .usage,
        "the clock is \(name); it must be regular, effective, informative:N or a formula of rho: \(error)")
    }
  }

  private static func mobility(named name: String) throws -> Mobility {
    switch name {
    case "natural": return .natural
    case "vanilla": return .vanilla
    default: break
    }
    guard name.contains("/") || name.hasSuffix(".csv") else {
      throw RunError(.usage, "the mobility is \(name); it must be natural, vanilla or a CSV file")
    }
    return .measured(try table(in: name))
  }

  /// The table of a CSV file: two columns, success rate and mobility, below a header or not.
  private static func table(in path: String) throws -> MobilityTable {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError(.missingInput, "there is no readable file \(path)")
    }
    let lines = String(decoding: data, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var points: [(rate: Double, mobility: Double)] = []
    for (index, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      let numbers = fields.compactMap { Double($0) }
      if index == 0 && numbers.isEmpty { continue }
      guard fields.count == 2, numbers.count == 2 else {
        throw RunError(
          .badData, "\(path), line \(index + 1): \(line) must be a success rate and a mobility, as 0.1,0.08")
      }
      points.append((numbers[0], numbers[1]))
    }
    do {
      return try MobilityTable(points)
    } catch let error as TheoryError {
      throw RunError(.badData, "\(path): \(error)")
    } catch let error as NumericsError {
      throw RunError(.badData, "\(path): \(error)")
    }
  }
}
