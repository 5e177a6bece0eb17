import Training

/// Metrics of updates as comma-separated values: one line an update, empty where a number was not measured.
struct MetricsTable {
  /// The names of the task's levels of difficulty.
  let difficulties: [String]

  private static let columns: [(name: String, value: @Sendable (UpdateMetrics) -> Double?)] = [
    ("success", { $0.success }), ("meanLength", { $0.meanLength }), ("entropy", { $0.entropy }),
    ("stepKL", { $0.stepKL }), ("referenceKL", { $0.referenceKL }), ("klCoefficient", { $0.klCoefficient }),
    ("loss", { $0.loss }), ("gradientNorm", { $0.gradientNorm }),
    ("gradientVariance", { $0.gradientVariance }), ("allFailedShare", { $0.allFailedShare }),
    ("allSucceededShare", { $0.allSucceededShare }), ("clipFraction", { $0.clipFraction }),
    ("clipFractionLow", { $0.clipFractionLow }), ("clipFractionHigh", { $0.clipFractionHigh }),
    ("dualClipFraction", { $0.dualClipFraction }), ("learningRate", { $0.learningRate }),
    ("falsePenaltyShare", { $0.falsePenaltyShare }),
  ]

  /// The line of names.
  var header: String {
    let names =
      ["update"] + Self.columns.map(\.name) + ["sampledTokens", "trainedTokens", "samplingRounds"]
      + difficulties.map { "success: \($0)" }
    return names.map(quoted).joined(separator: ",")
  }

  /// The line of an update.
  func row(_ metrics: UpdateMetrics) -> String {
    let counts = [metrics.sampledTokens, metrics.trainedTokens, metrics.samplingRounds].map { "\($0)" }
    let numbers = Self.columns.map { text($0.value(metrics)) }
    let rates = metrics.successByDifficulty.map(text)
    return (["\(metrics.update)"] + numbers + counts + rates).joined(separator: ",")
  }

  private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  private func quoted(_ name: String) -> String {
    name.contains(where: { ",\"\n".contains($0) })
      ? "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\"" : name
  }
}
