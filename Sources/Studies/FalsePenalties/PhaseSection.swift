import Foundation
import PolicyGradientTheory
import Reporting

/// Where single rollouts, groups and filters lose the good token of the two-level example.
struct PhaseSection {
  let parameters: FalsePenaltyParameters
  let results: [PhaseResult]

  /// What share of lost chains counts as what.
  private static let classes: [(name: String, holds: @Sendable (Double) -> Bool)] = [
    ("kept: less than 1 % lost", { $0 < 0.01 }), ("1 to 50 % lost", { $0 >= 0.01 && $0 <= 0.5 }),
    ("most lost", { $0 > 0.5 }),
  ]

  /// The section.
  ///
  /// - Throws: the errors of theory.
  func section() throws -> FindingsSection {
    let phases = parameters.phases
    return FindingsSection(
      heading: "Phases: step size against difficulty",
      paragraphs: [
        "The two-level example from q = \(shortNumber(phases.visit)) on: after the good token a rollout succeeds with"
          + " probability x, otherwise never. A chain has lost the token where its probability is below"
          + " \(shortNumber(phases.lostBelow)) after \(phases.rollouts) rollouts. The line is the exact x at which the mean"
          + " of the very first update changes its sign: below it the good token loses in expectation."
      ],
      figures: try results.map(figure), tables: [])
  }

  private func figure(_ result: PhaseResult) throws -> Figure {
    let points = Self.classes.enumerated().map { index, entry in
      Series(
        name: entry.name, provenance: .simulated, style: .points,
        points: result.places.filter { entry.holds($0.lostShare) }.map {
          Point(x: $0.stepSize, y: $0.success)
        },
        colour: [2, 4, 1][index])
    }.filter { !$0.points.isEmpty }
    let arm = try parameters.arm(named: result.arm)
    let scheme = try arm.scheme()
    let line = try criticalSteps.compactMap { step -> Point? in
      let critical = try TwoLevelExample.criticalSuccess(
        visit: parameters.phases.visit, under: scheme, stepSize: step * Double(arm.rolloutCount))
      return critical.map { Point(x: step, y: $0) }
    }
    let lowest = parameters.phases.successes.min() ?? 0
    let shown = line.filter { $0.y >= lowest / 3 }
    let critical = Series(
      name: "exact: no drift at the start", provenance: .exact, style: .line, points: shown, colour: 6)
    return Figure(
      id: "phases-\(result.arm)", title: "Who loses the good token: \(result.arm)",
      caption: "\(parameters.phases.chains) chains a point, \(parameters.phases.rollouts) rollouts each.",
      provenance: shown.isEmpty ? [.simulated] : [.simulated, .exact],
      xAxis: Axis(label: "step size η of a rollout", scale: .log),
      yAxis: Axis(label: "success x after the good token", scale: .log),
      series: points + (shown.isEmpty ? [] : [critical]))
  }

  private var criticalSteps: [Double] {
    guard let first = parameters.phases.stepSizes.min(), let last = parameters.phases.stepSizes.max() else {
      return []
    }
    let ratio = last / first
    return (0...24).map { first * pow(ratio, Double($0) / 24) }
  }
}
