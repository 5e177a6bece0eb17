import Algorithms
import Foundation
import Reporting
import RunStatistics

/// The simulation's side of the report: sampled variances against the enumerated ones and against forecasts.
struct SimulatedSection {
  let parameters: OptimalBaselineParameters.Exact
  let policies: [PolicyResult]

  func section() -> FindingsSection {
    FindingsSection(
      heading: "Simulation: sampled batches of the same policies",
      paragraphs: [
        "Each policy is sampled in two halves of \(parameters.batches) batches with \(parameters.groupSize)"
          + " rollouts a prompt. All baselines see the same rollouts. Moments of the first half forecast, by"
          + " results 1.8 and 1.10, what the second half shows."
      ],
      figures: [
        ratioFigure(
          id: "sampled-against-exact", title: "Sampled variance against the enumerated one",
          label: "sampled / enumerated", provenance: [.simulated, .exact],
          presets: BaselinePreset.allCases
        ) { $0.logRatioToExact },
        ratioFigure(
          id: "sampled-against-forecast", title: "Second half against the forecast from the first",
          label: "second half / forecast", provenance: [.simulated],
          presets: BaselinePreset.allCases.filter(\.isCountBased)
        ) {
          $0.logRatioToForecast
        },
      ],
      tables: [agreementTable])
  }

  private func ratioFigure(
    id: String, title: String, label: String, provenance: [Provenance], presets: [BaselinePreset],
    ratio: (PolicyResult.Sampled) -> Estimate?
  ) -> Figure {
    Figure(
      id: id, title: title, caption: "Ratios with 95 % intervals (jackknife over batches); 1 is agreement.",
      provenance: provenance, xAxis: Axis(label: ""), yAxis: Axis(label: label),
      series: policies.map { policy in
        Series(
          name: policy.name, provenance: .simulated, style: .points,
          points: presets.enumerated().compactMap { index, preset in
            guard let estimate = policy.sampled[preset].flatMap(ratio),
              let interval = try? estimate.interval(confidence: 0.95)
            else { return nil }
            return Point(
              x: Double(index), y: exp(estimate.value), lower: exp(interval.lower), upper: exp(interval.upper)
            )
          })
      },
      references: [ReferenceLine(.horizontal(1))], categories: presets.map(\.title))
  }

  private var agreementTable: Table {
    let presets = BaselinePreset.allCases
    return Table(
      title: "Distance of the sampled from the enumerated variance, in standard errors",
      columns: [Column(header: "baseline")]
        + policies.map { Column(header: $0.name, alignment: .trailing) },
      rows: presets.map { preset in
        [preset.title]
          + policies.map { policy in
            guard let ratio = policy.sampled[preset]?.logRatioToExact else { return "–" }
            return String(format: "%+.1f", ratio.value / ratio.standardError)
              .replacingOccurrences(of: "-", with: "−")
          }
      },
      note: "About 1 in 20 of them should lie beyond ±2.")
  }
}
