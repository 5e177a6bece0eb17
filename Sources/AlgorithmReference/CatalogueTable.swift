import Algorithms
import Reporting

/// The whole catalogue as tables, derived from its values.
public enum CatalogueTable {
  /// The algorithms as their papers have them, in as few columns as tell them apart.
  public static var short: Table {
    table(columns: ["algorithm", "arXiv", "advantage A", "prompt weight W", "selection"]) {
      [$0.advantageFormula, $0.promptWeight.summary, $0.selection.summary]
    }
  }

  /// The algorithms as their papers have them, every part.
  public static var full: Table {
    let parts = Algorithm(groupSize: 1).describedParts.map(\.name)
    return table(columns: ["algorithm", "arXiv", "A", "groupSize"] + parts) { algorithm in
      [algorithm.advantageFormula, "\(algorithm.groupSize)"] + algorithm.describedParts.map(\.summary)
    }
  }

  /// Every setting that conventions disagree on.
  public static var differences: Table {
    Table(
      title: "", columns: ["algorithm", "setting", "values"].map { Column(header: $0) },
      rows: AlgorithmPreset.allCases.flatMap { preset in
        ConventionDifference.all(of: preset).map { difference in
          let values = difference.valuesWithConventions.map { value, conventions in
            "\(value) (\(conventions.map(\.rawValue).joined(separator: ", ")))"
          }
          return [preset.rawValue, difference.setting, values.joined(separator: "; ")]
        }
      })
  }

  /// Every part with its kinds, and their fields with their defaults: what can be set.
  public static var settings: Table {
    Table(
      title: "", columns: ["part", "kind", "fields and their defaults"].map { Column(header: $0) },
      rows: Algorithm.settableParts.flatMap { part in
        part.kinds.map { kind in
          [
            part.name, kind.kind, kind.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ", "),
          ]
        }
      })
  }

  /// A row for every algorithm; what a part leaves alone is an en dash.
  private static func table(columns: [String], cells: (Algorithm) -> [String]) -> Table {
    Table(
      title: "", columns: columns.map { Column(header: $0) },
      rows: AlgorithmPreset.allCases.compactMap { preset in
        preset.conventions[.paper].map { algorithm in
          [preset.rawValue, preset.documentation.paper.replacing("arXiv ", with: "")]
            + cells(algorithm).map { ["none", "all", Credit.outcome.summary].contains($0) ? "–" : $0 }
        }
      })
  }
}
