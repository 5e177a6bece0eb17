import Reporting

extension PopulationAnalysis {
  /// What the algorithms reached, and when.
  public var tables: [Table] {
    let target = experiment.target.map(shortNumber)
    let headers =
      ["mean success", "mean field"] + (curves.count > 1 ? ["less the first"] : []) + ["dead groups"]
      + (target.map { ["updates to \($0)", "mean field"] } ?? [])
    return [
      Table(
        title: "\(experiment.rates.count) prompts after \(experiment.steps) updates of groups of"
          + " \(experiment.groupSize), step size \(shortNumber(experiment.stepSize)), \(experiment.mobility.rawValue)"
          + " mobility",
        columns: [Column(header: "algorithm")] + headers.map { Column(header: $0, alignment: .trailing) },
        rows: curves.map(row), note: note)
    ]
  }

  private func row(_ curve: PopulationCurve) -> [String] {
    let difference = curve.differenceFromFirst.map(Self.text) ?? "–"
    var cells = [
      curve.name, curve.meanSuccess.last.map(Self.text) ?? "–",
      curve.meanField?.last.map(shortNumber) ?? "–",
    ]
    if curves.count > 1 { cells.append(difference) }
    cells.append(curve.deadGroupShare.last.map(shortNumber) ?? "–")
    if let passage = curve.passage {
      let reached = passage.reached == 0 ? "–" : "reached in \(passage.reached) of \(experiment.replicates)"
      cells += [passage.updates.map(Self.text) ?? reached, passage.meanField.map(shortNumber) ?? "–"]
    }
    return cells
  }

  private static func text(_ measured: PopulationCurve.Measured) -> String {
    guard let lower = measured.lower, let upper = measured.upper else { return shortNumber(measured.mean) }
    return "\(shortNumber(measured.mean)) [\(shortNumber(lower)), \(shortNumber(upper))]"
  }

  private var note: String? {
    let repeats = experiment.replicates
    let intervals =
      repeats == 1
      ? "one replicate has no intervals"
      : "95 % intervals over \(repeats) replicates; algorithms see the same random numbers"
    let notes = curves.flatMap { curve in curve.assumptions.map { "\(curve.name): \($0)" } }
    return ([intervals] + notes).joined(separator: "\n")
  }

  /// Mean success over the updates, simulated and in the mean field.
  public var figures: [Figure] {
    let colourCount = Palette.colours.count
    let series = curves.enumerated().flatMap { index, curve in
      [simulated(curve, colour: index)]
        // A place further by the number of colours is the same colour with dashes.
        + (expected(curve, colour: index + colourCount).map { [$0] } ?? [])
    }
    let hasExpectation = curves.contains { $0.meanField != nil }
    return [
      Figure(
        id: "mean-success", title: "Mean success of \(experiment.rates.count) prompts",
        caption: "Solid: simulated, with the 95 % band over replicates."
          + (hasExpectation ? " Dashed: the mean field of infinitely small steps." : ""),
        provenance: (hasExpectation ? [.exact] : []) + [.simulated],
        xAxis: Axis(label: "updates"), yAxis: Axis(label: "mean success rate"),
        series: series,
        references: experiment.target.map { [ReferenceLine(.horizontal($0), label: "target")] } ?? [])
    ]
  }

  private func simulated(_ curve: PopulationCurve, colour: Int) -> Series {
    Series(
      name: curve.name, provenance: .simulated, style: experiment.replicates == 1 ? .line : .band,
      points: zip(curve.steps, curve.meanSuccess).map { step, measured in
        Point(x: Double(step), y: measured.mean, lower: measured.lower, upper: measured.upper)
      }, colour: colour)
  }

  private func expected(_ curve: PopulationCurve, colour: Int) -> Series? {
    curve.meanField.map { values in
      Series(
        name: "\(curve.name), mean field", provenance: .exact, style: .line,
        points: zip(curve.steps, values).map { Point(x: Double($0), y: $1) }, colour: colour)
    }
  }
}
