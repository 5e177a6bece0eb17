import Algorithms
import Policies
import PolicyGradientTheory
import RandomStreams
import Reporting
import Simulation

/// The theory's side of the report: the optimal baseline and the price of every proxy, without randomness.
struct ExactSection {
  let parameters: OptimalBaselineParameters.Exact
  let policies: [PolicyResult]

  func section() throws -> FindingsSection {
    FindingsSection(
      heading: "Theory: the optimal baseline and its proxies",
      paragraphs: [
        "One rollout's gradient (r − b) ∇ log π(y) has least variance at b* = E[r|s|²] / E|s|², and any other"
          + " baseline b costs (b − b*)² E|s|² more. Everything in this section is enumerated: no number is"
          + " sampled.",
        "With two responses the optimal baseline is 1 − ρ and removes the variance altogether; the mean baseline"
          + " is then worse than none for ρ > 2/3. With features shared across prompts and prefixes the scores of"
          + " a response's tokens are not orthogonal, and a step for one prompt moves another.",
      ],
      figures: [parabola, distances, equalSignal, try smallGroups()].compactMap { $0 },
      tables: [policyTable, baselineTable, varianceTable, groupTable, martingaleTable, interferenceTable]
        .compactMap { $0 }
    )
  }

  /// V(b) of the first policy with a token tree.
  private var parabola: Figure? {
    guard let tree = parameters.policies.first(where: { $0.tree != nil }),
      let prompt = policies.first(where: { $0.name == tree.name })?.prompts.first,
      let best = prompt.moments.optimalBaseline
    else { return nil }
    let moments = prompt.moments
    let curve = (0...100).map { Point(x: Double($0) / 100, y: moments.variance(baseline: Double($0) / 100)) }
    let proxies = [
      ("no baseline", 0), ("success rate ρ", moments.successProbability),
      ("length-weighted b₁", prompt.lengthBaselines[2]), ("length²-weighted b₂", prompt.lengthBaselines[3]),
      ("optimal b*", best),
    ]
    return Figure(
      id: "variance-of-a-constant-baseline", title: "What a baseline costs",
      caption:
        "Variance of one rollout's gradient under a constant baseline b, policy “\(tree.name)”. The curve is"
        + " a parabola with its minimum at b*.",
      provenance: [.exact], xAxis: Axis(label: "baseline b", range: 0...1),
      yAxis: Axis(label: "variance of (r − b) ∇ log π(y)"),
      series: [Series(name: "variance", provenance: .exact, style: .line, points: curve)]
        + proxies.map { name, baseline in
          Series(
            name: name, provenance: .exact, style: .points,
            points: [Point(x: baseline, y: moments.variance(baseline: baseline))])
        })
  }

  /// How far every proxy is from b*, by policy.
  private var distances: Figure {
    let proxies = ["success rate ρ", "b₁⸝₂ (√length)", "b₁ (length, OPO)", "b₂ (length²)"]
    return Figure(
      id: "distance-from-the-optimal-baseline", title: "How far each proxy is from the optimal baseline",
      caption:
        "Distance |b − b*| of the population baselines, mean over the policy's prompts. The regret is its"
        + " square times E|s|².",
      provenance: [.exact], xAxis: Axis(label: ""), yAxis: Axis(label: "|b − b*|"),
      series: proxies.enumerated().map { position, name in
        Series(
          name: name, provenance: .exact, style: .points,
          points: policies.enumerated().map { index, policy in
            let gaps = policy.prompts.map {
              abs($0.lengthBaselines[position] - ($0.moments.optimalBaseline ?? .nan))
            }
            return Point(x: Double(index), y: gaps.reduce(0, +) / Double(gaps.count))
          })
      },
      categories: policies.map(\.name))
  }

  /// Finite groups at equal signal, relative to leave-one-out.
  private var equalSignal: Figure {
    let presets = BaselinePreset.allCases.filter { ![.none, .batchMean, .leaveOneOut].contains($0) }
    return Figure(
      id: "groups-at-equal-signal", title: "What is left of it with \(parameters.groupSize) rollouts",
      caption:
        "Variance of a group's gradient after scaling to equal signal, relative to leave-one-out; every"
        + " group of \(parameters.groupSize) is enumerated. Below 1 beats leave-one-out.",
      provenance: [.exact], xAxis: Axis(label: ""),
      yAxis: Axis(label: "variance relative to leave-one-out"),
      series: policies.map { policy in
        Series(
          name: policy.name, provenance: .exact, style: .points,
          points: presets.enumerated().map { index, preset in
            Point(x: Double(index), y: relative(policy, preset) ?? .nan)
          })
      },
      references: [ReferenceLine(.horizontal(1), label: "leave-one-out")],
      categories: presets.map(\.title))
  }

  private func relative(_ policy: PolicyResult, _ preset: BaselinePreset) -> Double? {
    guard let own = policy.enumerated[preset]?.varianceAtEqualSignal,
      let others = policy.enumerated[.leaveOneOut]?.varianceAtEqualSignal, others > 0
    else { return nil }
    return own / others
  }

  /// Where weighing by score norm loses: its leave-one-out form on tables of few responses, by group size.
  private func smallGroups() throws -> Figure? {
    let tables = parameters.policies.filter { $0.table != nil }
    let sizes = Array(2...12)
    let series = try tables.map { policy in
      let enumeration = GroupEnumeration(prompts: try policy.prompts(path: StreamPath(seed: 0)))
      func variance(_ preset: BaselinePreset, _ size: Int) throws -> Double {
        try enumeration.moments(of: Algorithm(groupSize: size, baseline: preset.baseline)).variance
      }
      return Series(
        name: policy.name, provenance: .exact, style: .lineAndPoints,
        points: try sizes.filter(enumeration.canEnumerate).map { size in
          let weighted = try variance(.scoreNormWeightedLeaveOneOut, size)
          return Point(x: Double(size), y: weighted / (try variance(.leaveOneOut, size)))
        })
    }
    guard !series.isEmpty else { return nil }
    return Figure(
      id: "score-norm-weighting-in-small-tables", title: "Score-norm weighting in small tables",
      caption:
        "Leave-one-out weighted by score norm against plain leave-one-out, by group size. Above 1 the noise of"
        + " the weighted ratio costs more than the better baseline saves; with two rollouts both are the same.",
      provenance: [.exact], xAxis: Axis(label: "rollouts per prompt"),
      yAxis: Axis(label: "variance relative to leave-one-out"), series: series,
      references: [ReferenceLine(.horizontal(1), label: "leave-one-out")])
  }

  private var policyTable: Table {
    Table(
      title: "The exact policies",
      columns: [Column(header: "policy"), Column(header: "what it is an example of")],
      rows: parameters.policies.map { [$0.name, $0.about] })
  }

  private var baselineTable: Table {
    Table(
      title: "Baselines of the exact policies",
      columns: [Column(header: "policy"), Column(header: "prompt", alignment: .trailing)]
        + ["ρ", "E|s|²", "b*", "b₁⸝₂", "b₁", "b₂"].map { Column(header: $0, alignment: .trailing) },
      rows: eachPrompt { prompt in
        [
          prompt.moments.successProbability, prompt.moments.meanSquaredScoreNorm,
          prompt.moments.optimalBaseline ?? .nan,
        ] + prompt.lengthBaselines.dropFirst()
      })
  }

  private var varianceTable: Table {
    Table(
      title: "Variance of one rollout's gradient",
      columns: [Column(header: "policy"), Column(header: "prompt", alignment: .trailing)]
        + ["none", "mean ρ", "length b₁", "optimal b*", "critic V(h)", "per token b*(h)"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: eachPrompt { prompt in
        let moments = prompt.moments
        return [
          moments.variance(baseline: 0), moments.variance(baseline: moments.successProbability),
          moments.variance(baseline: prompt.lengthBaselines[2]), moments.minimumVariance,
          prompt.valueTokenVariance, prompt.optimalTokenVariance,
        ]
      })
  }

  private var groupTable: Table {
    Table(
      title: "Groups of \(parameters.groupSize): variance at equal signal, relative to leave-one-out",
      columns: [Column(header: "baseline")]
        + policies.map { Column(header: $0.name, alignment: .trailing) },
      rows: BaselinePreset.allCases.map { preset in
        [preset.title] + policies.map { relative($0, preset).map(shortNumber) ?? "–" }
      })
  }

  /// Result 1.5', where tokens share parameters and where they do not.
  private var martingaleTable: Table {
    Table(
      title: "Tokens of a response: orthogonal on average, for any parametrisation",
      columns: [Column(header: "policy"), Column(header: "prompt", alignment: .trailing)]
        + ["E|s|²", "Σ E|sₜ|²", "largest | |s|² − Σ|sₜ|² |"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: eachPrompt {
        [
          $0.moments.meanSquaredScoreNorm, $0.meanSquaredTokenScoreNorm,
          $0.largestTokenOverlap < 1e-12 ? 0 : $0.largestTokenOverlap,
        ]
      },
      note:
        "Token scores are martingale differences: the first two columns agree even where the tokens of single"
        + " responses overlap, so the denominator of the length-weighted baseline is sound.")
  }

  private var interferenceTable: Table? {
    guard let shared = policies.first(where: { $0.prompts.count > 1 }) else { return nil }
    let norms = shared.prompts.enumerated().map { $1.gradientProducts[$0].squareRoot() }
    return Table(
      title: "Interference: cosine between the success gradients of prompts, policy “\(shared.name)”",
      columns: [Column(header: "prompt")]
        + norms.indices.map { Column(header: "\($0 + 1)", alignment: .trailing) },
      rows: shared.prompts.enumerated().map { row, prompt in
        ["\(row + 1)"]
          + prompt.gradientProducts.enumerated().map { shortNumber($1 / (norms[row] * norms[$0])) }
      })
  }

  private func eachPrompt(_ values: (PolicyResult.Prompt) -> [Double]) -> [[String]] {
    policies.flatMap { policy in
      policy.prompts.enumerated().map { index, prompt in
        [policy.name, "\(index + 1)"] + values(prompt).map(shortNumber)
      }
    }
  }
}
