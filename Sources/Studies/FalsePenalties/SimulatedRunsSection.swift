import Reporting

/// The simulation's side of the report: what training makes of a tree.
struct SimulatedRunsSection {
  let parameters: FalsePenaltyParameters
  let simulated: SimulatedRuns

  func section() -> FindingsSection {
    let measurements = simulated.measurements
    return FindingsSection(
      heading: "Simulation: training on trees with finite steps",
      paragraphs: [
        "Independent chains start from the same tree and are updated again and again; arms see the same random numbers. η is"
          + " the step of one rollout, so that a group of n moves by η n times its mean. Time is counted in rollouts of the"
          + " prompt. Where the tree is one choice between two tokens, the mean over chains is also computed exactly."
      ],
      figures: parameters.runs.map { figure($0, measurements) },
      tables: parameters.runs.map { table($0, measurements) })
  }

  private func figure(_ run: FalsePenaltyParameters.Run, _ measurements: [String: MeasuredQuantity]) -> Figure
  {
    Figure(
      id: "run-\(run.name)", title: "Success over rollouts: \(run.name)",
      caption:
        "\(run.update.rawValue) updates, η = \(shortNumber(run.stepSize)): mean over \(parameters.chains) chains with"
        + " 95 % intervals.",
      provenance: [.simulated], xAxis: Axis(label: "rollouts of the prompt", scale: .log),
      yAxis: Axis(label: "success rate ρ"),
      series: run.arms.map { arm in
        Series(
          name: arm, provenance: .simulated, style: .lineAndPoints,
          points: run.rollouts.sorted().compactMap { rollouts in
            guard let measured = measurements["simulated.\(run.name).\(arm).r\(rollouts).success"],
              let interval = try? measured.interval(confidence: 0.95)
            else { return nil }
            return Point(
              x: Double(rollouts), y: measured.value, lower: interval.lower, upper: interval.upper)
          })
      })
  }

  private func table(_ run: FalsePenaltyParameters.Run, _ measurements: [String: MeasuredQuantity]) -> Table {
    let rows = run.arms.flatMap { arm in
      run.rollouts.sorted().enumerated().map { record, rollouts in
        let stem = "simulated.\(run.name).\(arm).r\(rollouts)"
        let result = simulated.results.first { $0.run == run.name && $0.arm == arm }
        return [arm, "\(rollouts)"]
          + ["success", "token", "lost"].map { measurements["\(stem).\($0)"].text }
          + [result?.exactToken.map { shortNumber($0[record]) } ?? "–"]
      }
    }
    return Table(
      title: "\(run.name): token '\(run.watch.joined(separator: " "))'",
      columns: [Column(header: "arm")]
        + ["rollouts", "success ρ", "token's probability", "lost", "exact mean"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: rows,
      note:
        "± is the standard error over \(parameters.chains) chains; lost is the share of chains in which the token is below"
        + " \(shortNumber(run.lostBelow)); the exact mean is that of the token's probability.")
  }
}
