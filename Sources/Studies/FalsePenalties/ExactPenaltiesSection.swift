import PolicyGradientTheory
import Reporting

/// Theory's side of the report.
struct ExactPenaltiesSection {
  let parameters: FalsePenaltyParameters
  let exact: ExactPenalties

  func section() -> FindingsSection {
    FindingsSection(
      heading: "Theory: how often a good token is penalised",
      paragraphs: [
        "A rollout chooses a token with probability q and then succeeds with p₁, otherwise with p₀. C is the net"
          + " coefficient of the token's log-probability in an update, G the gradient of its logit; both are penalties"
          + " where they are below 0, false ones where p₁ > p₀. Sums are exact, signs decided in integers.",
        "On a tree every token has its own true advantage. Reported are the share of all expected penalties that falls"
          + " on good tokens, and the share of expected logit updates that goes against the true advantage: 0 for every"
          + " rule of counts of positive weight, which is why a false penalty is no bias; a filter can make it positive.",
      ],
      figures: parameters.exact.tokens.map(figure) + [
        filterFigure("filter-share", "False penalties under a filter", "share of C < 0 on good tokens") {
          $0.falseShare(of: .coefficient)
        },
        filterFigure("filter-bias", "The bias of a filter", "share of expected updates reversed") {
          $0.reversedShare
        },
      ],
      tables: parameters.exact.tokens.flatMap { [groupTable($0), batchTable($0)] } + [treeTable])
  }

  private func figure(_ token: FalsePenaltyParameters.Token) -> Figure {
    let groups = series(token, parameters.exact.groupRules, parameters.exact.groupSizes, "n", 0)
    let batches = series(
      token, parameters.exact.batchRules, parameters.exact.batchSizes, "batch", groups.count)
    return Figure(
      id: "rate-\(token.name)", title: "How often the logit of a good token is lowered: \(token.name)",
      caption: "q = \(shortNumber(token.visit)), p₁ = \(shortNumber(token.successVisited)), p₀ ="
        + " \(shortNumber(token.successUnvisited)). Groups of n rollouts of the prompt, and single rollouts of n prompts.",
      provenance: [.exact], xAxis: Axis(label: "rollouts n", scale: .log), yAxis: Axis(label: "P(G < 0)"),
      series: groups + batches)
  }

  private func series(
    _ token: FalsePenaltyParameters.Token, _ rules: [String], _ sizes: [Int], _ kind: String, _ first: Int
  ) -> [Series] {
    var series: [Series] = []
    for rule in rules {
      let name = kind == "n" ? rule : "\(rule) (single)"
      let points = sizes.sorted().compactMap { size in
        exact.penalties[[token.name, rule, "\(kind)\(size)"]].map {
          Point(x: Double(size), y: $0.negativeLogitProbability)
        }
      }
      // Rules that agree share a line.
      if let same = series.firstIndex(where: { $0.points == points }) {
        series[same].name += ", \(name)"
      } else {
        series.append(
          Series(
            name: name, provenance: .exact, style: .lineAndPoints, points: points,
            colour: first + series.count))
      }
    }
    return series
  }

  private func filterFigure(
    _ id: String, _ title: String, _ label: String, value: (TreePenaltyAnalysis) -> Double?
  ) -> Figure {
    Figure(
      id: id, title: title,
      caption:
        "Failures keep the fraction κ of their tokens of lowest probability; arm \(parameters.exact.filteredArm).",
      provenance: [.exact], xAxis: Axis(label: "kept fraction κ"), yAxis: Axis(label: label),
      series: parameters.exact.trees.map(ExactPenalties.name(ofTree:)).map { tree in
        let analyses = exact.filtered[tree] ?? []
        return Series(
          name: tree, provenance: .exact, style: .lineAndPoints,
          points: zip(parameters.exact.keepFractions, analyses).compactMap { fraction, analysis in
            value(analysis).map { Point(x: fraction, y: $0) }
          })
      })
  }

  private func groupTable(_ token: FalsePenaltyParameters.Token) -> Table {
    table(
      "Groups of n: \(token.name), P(C < 0) / P(G < 0)", token, parameters.exact.groupRules,
      parameters.exact.groupSizes, "n")
  }

  private func batchTable(_ token: FalsePenaltyParameters.Token) -> Table {
    table(
      "Single rollouts of n prompts: \(token.name), P(C < 0) / P(G < 0)", token,
      parameters.exact.batchRules, parameters.exact.batchSizes, "batch")
  }

  private func table(
    _ title: String, _ token: FalsePenaltyParameters.Token, _ rules: [String], _ sizes: [Int], _ kind: String
  ) -> Table {
    Table(
      title: title,
      columns: [Column(header: "algorithm")] + sizes.map { Column(header: "\($0)", alignment: .trailing) },
      rows: rules.map { rule in
        [rule]
          + sizes.map { size in
            guard let penalty = exact.penalties[[token.name, rule, "\(kind)\(size)"]] else { return "–" }
            let (coefficient, logit) = (
              shortNumber(penalty.negativeCoefficientProbability),
              shortNumber(penalty.negativeLogitProbability)
            )
            return coefficient == logit ? coefficient : "\(coefficient) / \(logit)"
          }
      })
  }

  private var treeTable: Table {
    Table(
      title: "Trees",
      columns: [Column(header: "tree"), Column(header: "arm")]
        + ["n", "false share of C < 0", "false share of G < 0", "reversed"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: parameters.exact.trees.flatMap { tree in
        parameters.exact.arms.compactMap { arm in
          let name = ExactPenalties.name(ofTree: tree)
          guard let analysis = exact.trees[[name, arm]] else { return nil }
          return [name, arm, "\(analysis.scheme.rolloutCount)"]
            + ExactPenalties.treeQuantities.map { $0.value(analysis).map(shortNumber) ?? "–" }
        }
      })
  }
}
