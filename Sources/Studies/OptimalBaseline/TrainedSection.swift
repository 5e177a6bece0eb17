import Algorithms
import Foundation
import Reporting

/// The training's side of the report: the gradient of a real network under every baseline.
struct TrainedSection {
  let parameters: OptimalBaselineParameters.Training
  let summary: TrainedSummary
  private let measurements: [String: MeasuredQuantity]

  init(parameters: OptimalBaselineParameters.Training, summary: TrainedSummary) {
    self.parameters = parameters
    self.summary = summary
    measurements = summary.measurements
  }

  func section() -> FindingsSection {
    let probe = parameters.probe
    return FindingsSection(
      heading: "Training: a transformer at \(parameters.levels.count) levels of success",
      paragraphs: [
        "\(summary.seeds.count) networks (layers: \(parameters.model.layers), width: \(parameters.model.width))"
          + " learn running sums modulo \(parameters.task.modulus) of \(parameters.task.minimumDigits) to"
          + " \(parameters.task.maximumDigits) digits; only the last symbol is verified. Supervised steps bring"
          + " them to the first level, \(parameters.reinforcement.baseline.title) reinforcement to the others; a"
          + " network that never reaches a level is left out there.",
        "At a level the weights are frozen and \(probe.prompts) prompts drawn. Two halves of \(probe.batches)"
          + " batches with \(probe.groupSize) rollouts a prompt follow: the first forecasts, the second measures"
          + " the variance of the batch gradient under all baselines at once. One backward pass gives the squared"
          + " score norm of every rollout.",
      ],
      figures: [ratios, forecasts, scoreNorms].compactMap { $0 },
      tables: [levelTable] + ratioTables)
  }

  private var arms: [TrainedArm] { TrainedArm.allCases.filter { $0 != .preset(.leaveOneOut) } }

  private func measurement(_ level: String, _ arm: TrainedArm, _ quantity: String) -> MeasuredQuantity? {
    measurements["trained.\(level).\(arm.name).\(quantity)"]
  }

  private var ratios: Figure {
    Figure(
      id: "trained-variance-ratios", title: "Gradient variance of a trained network, by baseline",
      caption: "Variance of a batch gradient at equal signal, relative to leave-one-out on the same batches:"
        + " geometric mean over \(summary.seeds.count) seeds with 95 % intervals (Student). Below 1 beats"
        + " leave-one-out. Oracles know a constant per prompt, estimated from other rollouts.",
      provenance: [.trained], xAxis: Axis(label: ""),
      yAxis: Axis(label: "variance relative to leave-one-out", scale: .log),
      series: parameters.levels.map { level in
        Series(
          name: "\(level.name) (success \(successRate(level.name)))", provenance: .trained, style: .points,
          points: arms.enumerated().compactMap { index, arm in
            guard let measured = measurement(level.name, arm, "toLeaveOneOutAtEqualSignal"),
              let interval = try? measured.interval(confidence: 0.95)
            else { return nil }
            return Point(x: Double(index), y: measured.value, lower: interval.lower, upper: interval.upper)
          })
      },
      references: [ReferenceLine(.horizontal(1), label: "leave-one-out")], categories: arms.map(\.title))
  }

  private var forecasts: Figure {
    Figure(
      id: "trained-forecasts", title: "Forecast from one half of the rollouts, measured on the other",
      caption:
        "Variance of the batch gradient: every point is one seed, level and baseline. The forecast uses"
        + " sampled moments of the first half in the formulas of results 1.1 and 1.10.",
      provenance: [.trained], xAxis: Axis(label: "forecast variance", scale: .log),
      yAxis: Axis(label: "measured variance", scale: .log),
      series: TrainedArm.allCases.filter(\.hasForecast).map { arm in
        Series(
          name: arm.title, provenance: .trained, style: .points,
          points: summary.seeds.flatMap(\.levels).compactMap { level in
            level.arms[arm.name].flatMap { result in
              result.forecast.map { Point(x: $0, y: result.variance) }
            }
          })
      },
      references: [ReferenceLine(.diagonal)])
  }

  private var scoreNorms: Figure? {
    guard let level = parameters.levels.last.flatMap({ summary.levels($0.name).first }) else { return nil }
    return Figure(
      id: "score-norm-and-length", title: "Score norm and length at the last level",
      caption:
        "Squared score norm of 300 rollouts of one network at success \(shortNumber(level.successRate))."
        + " Length-weighting is optimal where |s|² is proportional to length.",
      provenance: [.trained], xAxis: Axis(label: "response length (tokens)"),
      yAxis: Axis(label: "squared score norm |∇ log π(y)|²", scale: .log),
      series: [("failure", 0.0), ("success", 1.0)].map { name, reward in
        Series(
          name: name, provenance: .trained, style: .points,
          points: level.dots.filter { $0.reward == reward && $0.squaredScoreNorm > 0 }
            .map { Point(x: Double($0.length), y: $0.squaredScoreNorm) })
      })
  }

  /// The mean success rate that the networks had at a level.
  private func successRate(_ level: String) -> String {
    mean(summary.levels(level), \.successRate).map { String(format: "%.2f", $0) } ?? "never reached"
  }

  private func mean(
    _ levels: [TrainedResult.Level], _ value: (TrainedResult.Level) -> Double?
  ) -> Double? {
    let values = levels.compactMap(value)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private var levelTable: Table {
    Table(
      title: "The checkpoints, means over seeds",
      columns: [Column(header: "level")]
        + [
          "seeds", "steps", "success", "E|s|²", "E₊/E₋", "corr(|s|², length)", "corr(|s|², reward)",
          "lengths differ",
        ].map { Column(header: $0, alignment: .trailing) },
      rows: parameters.levels.map { level in
        let reached = summary.levels(level.name)
        let values: [(TrainedResult.Level) -> Double?] = [
          { Double($0.steps) }, \.successRate, \.meanSquaredScoreNorm, \.successToFailureScoreNorm,
          \.scoreNormLengthCorrelation, \.scoreNormRewardCorrelation, \.unequalLengths,
        ]
        return [level.name, "\(reached.count)"]
          + values.map { mean(reached, $0).map(shortNumber) ?? "–" }
      },
      note:
        "Correlations are within prompts. Lengths differ in this share of the groups with successes and failures;"
        + " in the others length-weighting is the plain mean.")
  }

  private var ratioTables: [Table] {
    parameters.levels.map { level in
      let reached = summary.levels(level.name)
      return Table(
        title:
          "Variance relative to leave-one-out at level \(level.name), success \(successRate(level.name))",
        columns: [Column(header: "baseline")]
          + ["variance", "shrinkage", "off-axis bias", "variance at equal signal"].map {
            Column(header: $0, alignment: .trailing)
          },
        rows: TrainedArm.allCases.map { arm in
          let squaredBias = mean(reached) { $0.arms[arm.name]?.squaredOffAxisBias }
          return [
            arm.title,
            measurement(level.name, arm, "toLeaveOneOut").map { shortNumber($0.value) } ?? "–",
            mean(reached) { $0.arms[arm.name]?.shrinkage }.map(shortNumber) ?? "–",
            arm.shrinkage(groupSize: 2, promptCount: 1) != nil
              ? "0" : squaredBias.map { shortNumber(max(0, $0).squareRoot()) } ?? "–",
            measurement(level.name, arm, "toLeaveOneOutAtEqualSignal").map { shortNumber($0.value) } ?? "–",
          ]
        },
        note:
          "In-sample baselines shrink the gradient, and the square of that is no gain: compare at equal signal."
          + " Shrinkage and off-axis bias are measured for weighted in-sample means and known for the others."
      )
    }
  }
}
