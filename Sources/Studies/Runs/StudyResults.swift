import Reporting

/// What a finished run found, as results.json holds it.
public struct StudyResults: Codable, Sendable {
  /// The study's name.
  public let id: String
  /// Its question.
  public let question: String
  /// The confidence of all verdicts together.
  public let confidence: Double
  /// A verdict for every prediction, in the order of the study file.
  public let verdicts: [Verdict]
  /// Everything else.
  public let findings: Findings

  /// Whether a prediction was refuted that the study marks as established.
  public var refutesAnEstablishedPrediction: Bool {
    verdicts.contains { $0.outcome == .refuted && $0.prediction.established }
  }

  /// The verdicts as a table.
  public var verdictTable: Table {
    Table(
      title: "Verdicts",
      columns: [
        Column(header: "prediction"),
        Column(header: "predicted", alignment: .trailing), Column(header: "measured", alignment: .trailing),
        Column(header: "interval", alignment: .trailing), Column(header: "n", alignment: .trailing),
        Column(header: "verdict", content: .verdict),
      ],
      rows: verdicts.map { verdict in
        [
          verdict.prediction.id,
          verdict.prediction.expect.text, verdict.value.map(shortNumber) ?? "–",
          verdict.interval.map { "[\(shortNumber($0.lower)), \(shortNumber($0.upper))]" } ?? "–",
          "\(verdict.replicates)",
          verdict.outcome.rawValue + (verdict.reason.map { " (\($0))" } ?? ""),
        ]
      },
      note: "All \(verdicts.count) intervals cover together with at least \(shortNumber(100 * confidence)) %"
        + " confidence (Bonferroni); n counts seeds or batches.")
  }
}
