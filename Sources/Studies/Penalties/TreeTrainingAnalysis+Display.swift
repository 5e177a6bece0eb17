import Reporting

extension TreeTrainingAnalysis {
  /// The records of all algorithms.
  public var table: Table {
    Table(
      title:
        "Training on the tree: \(update.rawValue) updates, η = \(shortNumber(stepSize)), \(chains) chains",
      columns: [Column(header: "algorithm")]
        + ["rollouts", "success ρ", "5 %", "95 %", "token", "fallen"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: curves.flatMap { curve in
        curve.records.map { record in
          [
            curve.algorithm, "\(record.rollouts)", shortNumber(record.success),
            shortNumber(record.successQuantiles[0]), shortNumber(record.successQuantiles[1]),
            shortNumber(record.token), shortNumber(record.fallenShare),
          ]
        }
      },
      note: "token is the mean probability of '\(watched.joined(separator: " "))';\n"
        + "fallen is the share of chains that succeed less often than at the start.")
  }

  /// Mean success over rollouts, with the middle nine tenths of the chains.
  public var figure: Figure {
    Figure(
      id: "tree-training", title: "Success over rollouts",
      caption: "Mean over \(chains) chains; bands hold the middle nine tenths of them.",
      provenance: [.simulated],
      xAxis: Axis(label: "rollouts of the prompt", scale: .log), yAxis: Axis(label: "success rate ρ"),
      series: curves.map { curve in
        Series(
          name: curve.algorithm, provenance: .simulated, style: .band,
          points: curve.records.filter { $0.rollouts > 0 }.map {
            Point(
              x: Double($0.rollouts), y: $0.success, lower: $0.successQuantiles[0],
              upper: $0.successQuantiles[1])
          })
      })
  }
}
