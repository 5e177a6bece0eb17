import Foundation
import Reporting

/// The simulation's side of the report: times against those of the mean field, over the length of the steps.
struct SimulatedTimesSection {
  let parameters: AsymmetricWeightsParameters
  let measurements: [String: MeasuredQuantity]

  func section() -> FindingsSection {
    FindingsSection(
      heading: "Simulation: groups and steps of finite size",
      paragraphs: [
        "Prompts with independent logits, all with the same success rate at the start, are trained until their mean"
          + " success reaches the target. The step size is such that the mean field would take the number of updates that"
          + " is shown: few updates are long steps. All algorithms see the same random numbers. Budgets are those of the"
          + " path; a clock's cost is taken at the mean success."
      ],
      figures: figures,
      tables: parameters.simulations.flatMap { runs in
        runs.ranges.flatMap { range in runs.groupSizes.map { table(runs, range, $0) } }
      })
  }

  /// For every range and metric with several step lengths, the time of the first setting over the number of updates.
  private var figures: [Figure] {
    parameters.simulations.filter { $0.updates.count > 1 }.flatMap { runs in
      runs.ranges.flatMap { range in
        runs.groupSizes.flatMap { size in
          parameters.settings.filter { $0.budget == "progress" }.map { figure(runs, range, size, $0) }
        }
      }
    }
  }

  private func figure(
    _ runs: AsymmetricWeightsParameters.Runs, _ range: String, _ size: Int,
    _ setting: AsymmetricWeightsParameters.Setting
  ) -> Figure {
    Figure(
      id: "noise-\(range)-\(setting.name)-n\(size)",
      title: "Long steps: \(range), \(setting.name), groups of \(size)",
      caption:
        "Time at equal budget over the least of the mean field, with 95 % intervals. To the right steps are short.",
      provenance: [.simulated],
      xAxis: Axis(label: "updates of the mean field", scale: .log),
      yAxis: Axis(label: "time over the least", scale: .log),
      series: parameters.algorithms.map { name in
        Series(
          name: name, provenance: .simulated, style: .lineAndPoints,
          points: runs.updates.sorted().compactMap { updates in
            let quantity = "simulated.\(range).\(setting.name).\(name).n\(size).u\(updates).ratio"
            guard let measured = measurements[quantity],
              let interval = try? measured.interval(confidence: 0.95)
            else { return nil }
            return Point(
              x: Double(updates), y: measured.value, lower: interval.lower, upper: interval.upper)
          })
      })
  }

  private func table(
    _ runs: AsymmetricWeightsParameters.Runs, _ range: String, _ size: Int
  ) -> Table {
    let columns = parameters.settings.flatMap { setting in runs.updates.map { (setting, $0) } }
    let isLong = runs.updates.count > 1
    return Table(
      title: "Time over that of the mean field: \(range), groups of \(size)",
      columns: [Column(header: "algorithm")]
        + columns.map {
          Column(header: isLong ? "\($0.0.name), \($0.1)" : $0.0.name, alignment: .trailing)
        },
      rows: parameters.algorithms.map { name in
        [name]
          + columns.map { setting, updates in
            let quantity = "simulated.\(range).\(setting.name).\(name).n\(size).u\(updates).slowdown"
            guard let measured = measurements[quantity] else { return "–" }
            let error = measured.estimate.standardError * measured.value
            return "\(shortNumber(measured.value)) ± \(String(format: "%.1g", error))"
          }
      },
      note: "± is the standard error over \(parameters.replicates) replicates of \(runs.prompts) prompts"
        + (isLong
          ? "; the number after a setting is the mean field's updates." : ", in \(runs.updates[0]) updates."))
  }
}
