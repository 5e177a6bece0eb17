import Reporting

/// Theory's side of the report: the times of all algorithms over the least.
struct ExactTimesSection {
  let parameters: AsymmetricWeightsParameters
  let exact: ExactTimes

  func section() -> FindingsSection {
    FindingsSection(
      heading: "Theory: time at equal budget, over the least",
      paragraphs: [
        "Success follows dρ/dt = ω(ρ) m(ρ). Every weight spends the same budget on its way; the number is its time over"
          + " the least that any weight can have. First for infinitely large groups, then for the exact weight of finite"
          + " ones. A setting is a clock, a mobility and what the budget is measured in."
      ],
      figures: [],
      tables: ([nil] + parameters.groupSizes.map { Optional($0) }).flatMap { size in
        parameters.ranges.map { table($0, groupSize: size) }
      })
  }

  private func table(_ range: AsymmetricWeightsParameters.Range, groupSize: Int?) -> Table {
    Table(
      title: "From \(shortNumber(range.from)) to \(shortNumber(range.to)) (\(range.name)), "
        + (groupSize.map { "groups of \($0)" } ?? "large groups"),
      columns: [Column(header: "algorithm")]
        + parameters.settings.map { Column(header: $0.name, alignment: .trailing) },
      rows: parameters.algorithms.enumerated().map { index, name in
        [name]
          + parameters.settings.map { setting in
            let key = ExactTimes.Key(range: range.name, setting: setting.name, groupSize: groupSize)
            return exact.ratios[key].map { shortNumber($0[index]) } ?? "–"
          }
      })
  }
}
