import Foundation
import Reporting
import RunStatistics

/// The training's side of the report: single rollouts and groups in a real network.
struct TrainedArmsSection {
  let training: FalsePenaltyParameters.Training
  let trained: TrainedArms

  func section() -> FindingsSection {
    FindingsSection(
      heading: "Training: a transformer on policy",
      paragraphs: [
        "\(networks.count) networks (layers: \(training.model.layers), width: \(training.model.width)) learn running sums"
          + " modulo \(training.task.modulus); supervised steps bring them to a success of"
          + " \(shortNumber(training.success)), and from those weights every arm makes \(training.updates) updates of"
          + " Adam with the same number of rollouts. Rollouts are those of the weights they train, and are used once."
      ],
      figures: networks.isEmpty ? [] : [figure], tables: [table])
  }

  private var networks: [TrainedArmsResult] { trained.results.filter { $0.start != nil } }

  private var figure: Figure {
    Figure(
      id: "trained-arms", title: "Success on policy: single rollouts and groups",
      caption:
        "Success on fresh prompts, mean over \(networks.count) networks with 95 % intervals.",
      provenance: [.trained], xAxis: Axis(label: "updates"), yAxis: Axis(label: "success rate ρ"),
      series: training.arms.map { arm in
        Series(
          name: arm.name, provenance: .trained, style: .band,
          points: (0..<training.updates / TrainedArmsCell.updatesPerEvaluation).compactMap { record in
            let values = networks.compactMap { $0.success[arm.name]?.dropFirst(record).first }
            guard let estimate = Estimate(meanOf: values),
              let interval = try? estimate.interval(confidence: 0.95)
            else { return nil }
            return Point(
              x: Double((record + 1) * TrainedArmsCell.updatesPerEvaluation), y: estimate.value,
              lower: interval.lower, upper: interval.upper)
          })
      })
  }

  private var table: Table {
    let measurements = trained.measurements
    return Table(
      title: "Arms, means over \(networks.count) networks",
      columns: [Column(header: "arm")]
        + ["prompts × rollouts", "mean success", "success at the end", "largest fall"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: training.arms.map { arm in
        [arm.name, "\(arm.prompts) × \(arm.groupSize)"]
          + TrainedArms.quantities.map { measurements["trained.\(arm.name).\($0.name)"].text }
      },
      note:
        "± is the standard error over networks. Success is that of one rollout each on 512 fresh prompts, the same for all"
        + " arms, after every tenth update; sampling alone makes the largest fall positive, alike for all arms."
    )
  }
}

extension MeasuredQuantity? {
  /// The value with its standard error; a dash for nothing.
  var text: String {
    guard let self else { return "–" }
    let error = self.estimate.standardError
    guard error.isFinite && error > 0 else { return shortNumber(self.value) }
    return "\(shortNumber(self.value)) ± \(String(format: "%.1g", error))"
  }
}
