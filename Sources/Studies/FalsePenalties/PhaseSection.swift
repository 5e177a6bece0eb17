import Foundation
import PolicyGradientTheory
import Reporting

/// Where single rollouts, groups and filters lose the good token of the two-level example.
struct PhaseSection {
  private let diagrams: PhaseDiagrams
  private var parameters: FalsePenaltyParameters { diagrams.parameters }

  init(_ diagrams: PhaseDiagrams) { self.diagrams = diagrams }

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
      heading: "Phases: step size, difficulty, baseline and rollouts",
      paragraphs: [
        "The two-level example from q = \(shortNumber(phases.visit)) on: after the good token a rollout succeeds with"
          + " probability x, otherwise never. A chain has lost the token where its probability is below"
          + " \(shortNumber(phases.lostBelow)) after \(phases.rollouts) rollouts. The line is the exact x at which the mean"
          + " of the very first update changes its sign: below it the good token loses in expectation."
      ],
      figures: try diagrams.phases.map(figure) + [lockInFigure, averagingFigure].compactMap { $0 }, tables: []
    )
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
        visit: parameters.phases.visit, under: scheme, stepSize: step * Double(scheme.rolloutCount))
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

  /// Where the filter locks in: above the diagonal the alternative succeeds more often than the baseline says.
  private var lockInFigure: Figure? {
    guard let places = diagrams.lockIn?.places else { return nil }
    let start = 1 - parameters.lockIn.visit
    let classes: [(name: String, colour: Int, holds: (Double) -> Bool)] = [
      ("the good token rises", 2, { $0 > start }), ("the bad token is locked in", 1, { $0 <= start }),
    ]
    return Figure(
      id: "phases-lock-in", title: "Where a filter locks a bad token in",
      caption:
        "The bad token starts at \(shortNumber(parameters.lockIn.visit)) and never succeeds; failures keep tokens of"
        + " at most \(shortNumber(parameters.lockIn.threshold)). Mean over \(parameters.lockIn.chains) chains after"
        + " \(parameters.lockIn.rollouts) rollouts. The line is Q̄ = b.",
      provenance: [.simulated], xAxis: Axis(label: "baseline b"),
      yAxis: Axis(label: "success Q̄ of the alternative"),
      series: classes.map { entry in
        Series(
          name: entry.name, provenance: .simulated, style: .points,
          points: places.filter { entry.holds($0.goodToken) }.map { Point(x: $0.baseline, y: $0.success) },
          colour: entry.colour)
      }.filter { !$0.points.isEmpty }, references: [ReferenceLine(.diagonal)])
  }

  private var averagingFigure: Figure? {
    guard let result = diagrams.averaging else { return nil }
    let settings = parameters.averaging
    func series(_ name: String, _ lost: [Int]) -> Series {
      Series(
        name: name, provenance: .simulated, style: .lineAndPoints,
        points: zip(result.groupSizes, lost).compactMap { size, count in
          let share = MeasuredQuantity(share: count, of: settings.chains)
          guard let interval = try? share.interval(confidence: 0.95) else { return nil }
          return Point(x: Double(size), y: share.value, lower: interval.lower, upper: interval.upper)
        })
    }
    return Figure(
      id: "averaging", title: "Averaging over rollouts of the prompt",
      caption:
        "Share of \(settings.chains) chains that lose the good token, with 95 % intervals: \(settings.updates) updates of"
        + " the two-level example, q = \(shortNumber(settings.visit)), x = \(shortNumber(settings.success)), η ="
        + " \(shortNumber(settings.stepSize)) on the mean over n rollouts.",
      provenance: [.simulated], xAxis: Axis(label: "rollouts n of an update", scale: .log),
      yAxis: Axis(label: "chains that lose the token", range: 0...1),
      series: [
        series("baseline \(shortNumber(settings.baseline)) from outside", result.outsideBaseline),
        series("the group's own mean", result.ownMean),
      ])
  }
}
