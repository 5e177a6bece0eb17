import Reporting

/// The effective weights of several algorithms, for people: tables and figures.
public struct WeightComparison: Sendable {
  /// The algorithms, in the order in which they were named.
  public let analyses: [WeightAnalysis]

  /// A comparison of algorithms that were analysed at the same success rates.
  public init(_ analyses: [WeightAnalysis]) {
    self.analyses = analyses
  }

  /// The weights by algorithm and success rate, the Bernstein coefficients, and the variances under a policy.
  public var tables: [Table] {
    [weights, coefficients, variances].filter { !$0.rows.isEmpty }
  }

  private var weights: Table {
    let resampling = analyses.contains { $0.rows.contains { $0.effectiveWeightPerAcceptedGroup != nil } }
    let headers =
      ["ρ", "Ω_n"] + (resampling ? ["per accepted"] : []) + ["ω", "ρ(1−ρ)Ω_n", "φ_n", "∫ω", "from"]
    return Table(
      title: "Effective weights",
      columns: [Column(header: "algorithm"), Column(header: "n", alignment: .trailing)]
        + headers.map { Column(header: $0, alignment: .trailing) },
      rows: analyses.flatMap { analysis in
        analysis.rows.map { row in
          let accepted = resampling ? [row.effectiveWeightPerAcceptedGroup] : []
          let values: [Double?] =
            [row.rate, row.effectiveWeight] + accepted + [
              row.limitWeight, row.classWeight, row.implicitObjective, row.limitObjective,
              analysis.weight.limit?.referencePoint,
            ]
          return [analysis.name, "\(analysis.weight.rule.groupSize)"]
            + values.map { $0.map(shortNumber) ?? "–" }
        }
      },
      note: note)
  }

  private var note: String? {
    let lines = analyses.flatMap { analysis in analysis.assumptions.map { "\(analysis.name): \($0)" } }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private var coefficients: Table {
    Table(
      title: "Bernstein coefficients w_0 … w_{n−1} of Ω_n",
      columns: [Column(header: "algorithm"), Column(header: "w")],
      rows: analyses.map { analysis in
        let numbers = analysis.weight.bernsteinCoefficients.map(shortNumber)
        let shown = numbers.count <= 8 ? numbers : numbers.prefix(4) + ["…"] + numbers.suffix(3)
        return [analysis.name, shown.joined(separator: "  ")]
      })
  }

  private var variances: Table {
    Table(
      title: "A group's gradient under the policy",
      columns: [Column(header: "algorithm")]
        + ["ρ", "Ω_n", "variance"].map { Column(header: $0, alignment: .trailing) },
      rows: analyses.compactMap { analysis in
        analysis.policy.map {
          [analysis.name] + [$0.rho, $0.effectiveWeight, $0.variance].map(shortNumber)
        }
      })
  }

  /// Ω_n and φ_n over all success rates.
  ///
  /// - Throws: nothing for weights that were analysed.
  public func figures() throws -> [Figure] {
    [
      try figure(
        id: "effective-weight", title: "Effective weight Ω of a group", label: "Ω(ρ)",
        caption: "By this factor the expected gradient of a group exceeds the gradient of its success rate.",
        value: { try $0.weight.value(at: $1) }),
      try figure(
        id: "implicit-objective", title: "Implicit objective φ of a group", label: "φ(ρ)",
        caption: "The function of the success rate whose gradient the algorithm estimates without bias.",
        value: { try $0.weight.implicitObjective(at: $1) }),
    ]
  }

  private static let rates = (0...200).map { Double($0) / 200 }

  private func figure(
    id: String, title: String, label: String, caption: String,
    value: (WeightAnalysis, Double) throws -> Double
  ) throws -> Figure {
    let sizes = Set(analyses.map(\.weight.rule.groupSize))
    let group = sizes.count == 1 ? " of \(sizes.first ?? 1)" : ""
    return Figure(
      id: id, title: title + group, caption: caption, provenance: [.exact],
      xAxis: Axis(label: "success rate ρ", range: 0...1), yAxis: Axis(label: label),
      series: try analyses.map { analysis in
        Series(
          name: analysis.name + (sizes.count == 1 ? "" : ", n = \(analysis.weight.rule.groupSize)"),
          provenance: .exact, style: .line,
          points: try Self.rates.map { Point(x: $0, y: try value(analysis, $0)) })
      })
  }
}
