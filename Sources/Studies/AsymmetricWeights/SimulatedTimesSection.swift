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
          + " path; a clock's cost is taken at the mean success, which is what the population as a whole has to generate."
      ],
      figures: figures,
      tables: parameters.simulations.flatMap { runs in
        runs.ranges.flatMap { range in
          runs.groupSizes.flatMap { size in
            runs.updates.count > 1
              ? timings.map { stepTable(runs, range, size, $0) } : [timingTable(runs, range, size)]
          }
        }
      })
  }

  /// A setting for every clock and mobility: the time does not depend on what the budget is measured in.
  private var timings: [AsymmetricWeightsParameters.Setting] {
    var seen = Set<String>()
    return parameters.settings.filter { seen.insert("\($0.clock)/\($0.mobility.rawValue)").inserted }
  }

  /// Time over the number of updates, for every range and setting with several step lengths.
  private var figures: [Figure] {
    parameters.simulations.filter { $0.updates.count > 1 }.flatMap { runs in
      runs.ranges.flatMap { range in
        runs.groupSizes.flatMap { size in
          timings.map { figure(runs, range, size, $0) }
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

  /// All clocks and mobilities, for steps of one length.
  private func timingTable(
    _ runs: AsymmetricWeightsParameters.Runs, _ range: String, _ size: Int
  ) -> Table {
    table(
      "Time over that of the mean field: \(range), groups of \(size), \(runs.updates[0]) updates",
      columns: timings.map(\.name), prompts: runs.prompts
    ) { name in
      timings.map { "simulated.\(range).\($0.name).\(name).n\(size).u\(runs.updates[0]).slowdown" }
    }
  }

  /// One clock and mobility, for steps of several lengths.
  private func stepTable(
    _ runs: AsymmetricWeightsParameters.Runs, _ range: String, _ size: Int,
    _ setting: AsymmetricWeightsParameters.Setting
  ) -> Table {
    table(
      "Time over that of the mean field: \(range), \(setting.name), groups of \(size), by updates",
      columns: runs.updates.map { "\($0)" }, prompts: runs.prompts
    ) { name in
      runs.updates.map { "simulated.\(range).\(setting.name).\(name).n\(size).u\($0).slowdown" }
    }
  }

  private func table(
    _ title: String, columns: [String], prompts: Int, quantities: (String) -> [String]
  ) -> Table {
    Table(
      title: title,
      columns: [Column(header: "algorithm")] + columns.map { Column(header: $0, alignment: .trailing) },
      rows: parameters.algorithms.map { name in [name] + quantities(name).map(text(of:)) },
      note: "± is the standard error over \(parameters.replicates) replicates of \(prompts) prompts.")
  }

  private func text(of quantity: String) -> String {
    guard let measured = measurements[quantity] else { return "–" }
    let error = measured.estimate.standardError * measured.value
    return "\(shortNumber(measured.value)) ± \(String(format: "%.1g", error))"
  }
}
