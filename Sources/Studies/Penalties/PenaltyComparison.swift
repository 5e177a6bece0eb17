import PolicyGradientTheory
import Reporting

/// What one token gets under several algorithms and group sizes, for people: a table and a figure.
public struct PenaltyComparison: Sendable {
  /// The analyses, algorithm by algorithm and size by size.
  public let analyses: [PenaltyAnalysis]

  /// A comparison of analyses of one token.
  ///
  /// - Precondition: at least one.
  public init(_ analyses: [PenaltyAnalysis]) {
    precondition(!analyses.isEmpty, "there is nothing to compare")
    self.analyses = analyses
  }

  /// Probabilities and masses of both notions, an analysis a row.
  public var table: Table {
    let token = analyses[0].token
    let headers = ["P(C<0)", "E max(−C,0)", "P(G<0)", "E max(−G,0)", "E C", "E G", "normal"]
    return Table(
      title:
        "A token of probability \(shortNumber(token.visit)): success \(shortNumber(token.successVisited)) with"
        + " it, \(shortNumber(token.successUnvisited)) without, true advantage \(shortNumber(token.trueAdvantage))",
      columns: [Column(header: "algorithm"), Column(header: "n", alignment: .trailing)]
        + headers.map { Column(header: $0, alignment: .trailing) },
      rows: analyses.map { analysis in
        let penalty = analysis.penalty
        let values: [Double?] = [
          penalty.negativeCoefficientProbability, penalty.negativeCoefficientMass,
          penalty.negativeLogitProbability, penalty.negativeLogitMass, penalty.expectedCoefficient,
          penalty.expectedLogitGradient, penalty.gaussianApproximation,
        ]
        return [analysis.scheme.algorithm, "\(analysis.scheme.rolloutCount)"]
          + values.map { $0.map(shortNumber) ?? "–" }
      }, note: note)
  }

  private var note: String {
    var lines = [
      "C is the net coefficient of the token's log-probability, G the gradient of its logit;",
      "normal is P(C<0) by a normal law.",
    ]
    for analysis in analyses {
      for assumption in analysis.scheme.assumptions
      where !lines.contains("\(analysis.scheme.algorithm): \(assumption)") {
        lines.append("\(analysis.scheme.algorithm): \(assumption)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Both probabilities over n, a line for every algorithm and notion; notions that coincide share one.
  public var figure: Figure {
    var names: [String] = []
    for analysis in analyses where !names.contains(analysis.scheme.algorithm) {
      names.append(analysis.scheme.algorithm)
    }
    var series: [Series] = []
    for (index, name) in names.enumerated() {
      let own = analyses.filter { $0.scheme.algorithm == name }
      let coincide = own.allSatisfy {
        $0.penalty.negativeCoefficientProbability == $0.penalty.negativeLogitProbability
      }
      series.append(
        line(coincide ? name : "\(name), C < 0", own, colour: index) { $0.negativeCoefficientProbability })
      if !coincide {
        series.append(
          line("\(name), G < 0", own, colour: index + 7) { $0.negativeLogitProbability })
      }
    }
    let token = analyses[0].token
    return Figure(
      id: "false-penalty", title: "How often a token is penalised",
      caption:
        "A token of probability \(shortNumber(token.visit)) with success \(shortNumber(token.successVisited)) after"
        + " it and \(shortNumber(token.successUnvisited)) otherwise: probability of a negative net coefficient C, and of a"
        + " negative gradient G of its logit.",
      provenance: [.exact], xAxis: Axis(label: "rollouts n", scale: .log),
      yAxis: Axis(label: "probability"), series: series)
  }

  private func line(
    _ name: String, _ analyses: [PenaltyAnalysis], colour: Int, value: (FalsePenalty) -> Double
  ) -> Series {
    Series(
      name: name, provenance: .exact, style: .lineAndPoints,
      points: analyses.map { Point(x: Double($0.scheme.rolloutCount), y: value($0.penalty)) }, colour: colour)
  }
}
