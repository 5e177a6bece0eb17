import Foundation
import GSLNumerics

/// A mobility m(ρ) that was measured at some success rates.
///
/// Between them log m/(ρ(1 − ρ)) is interpolated over the log-odds by a monotone cubic, so that m stays positive, and the
/// natural and the vanilla mobility are met to the error of the interpolation.
public struct MobilityTable: Sendable {
  private let curve: MonotoneInterpolation

  /// A table of success rates, rising, and of mobilities.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` for a rate that is not between 0 and 1,
  ///   ``TheoryError/notPositive(name:value:rate:)`` for a mobility that is not positive, and `NumericsError` for fewer than
  ///   3 rates or rates that do not rise.
  public init(_ points: [(rate: Double, mobility: Double)]) throws {
    for point in points {
      guard point.rate > 0 && point.rate < 1 else {
        throw TheoryError.notARate(
          name: "a success rate of the mobility", value: point.rate, legal: "between 0 and 1, both excluded")
      }
      guard point.mobility > 0 && point.mobility.isFinite else {
        throw TheoryError.notPositive(name: "the mobility", value: point.mobility, rate: point.rate)
      }
    }
    curve = try MonotoneInterpolation(
      positions: points.map { LogOdds(rate: $0.rate).value },
      values: points.map { log($0.mobility / LogOdds(LogOdds(rate: $0.rate).value).variance) })
  }

  /// m/(ρ(1 − ρ)).
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` outside the table.
  func logOddsMobility(at position: LogOdds) throws -> Double {
    let ends = (first: curve.positions[0], last: curve.positions[curve.positions.count - 1])
    // A bound of an integral that is an end of the table may miss it by rounding.
    let slack = 1e-12 * max(1, abs(ends.first), abs(ends.last))
    guard position.value >= ends.first - slack && position.value <= ends.last + slack else {
      throw TheoryError.notARate(
        name: "a success rate", value: position.rate,
        legal: "within the measured mobility, from \(LogOdds(ends.first).rate) to \(LogOdds(ends.last).rate)")
    }
    return try exp(curve.value(at: min(max(position.value, ends.first), ends.last)))
  }
}
