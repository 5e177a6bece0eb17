import Algorithms
import Reporting
import RolloutLogs

/// The advantages of a file's rollouts, in the order of the file.
struct AdvantageListing {
  /// One rollout.
  struct Row: Encodable {
    let advantages: RecordedAdvantage
    let returns: [Double]?
  }

  /// The rollouts with their lines in the file.
  private let entries: [(line: Int, group: String, reward: Double, length: Int, row: Row)]

  var rows: [Row] { entries.map(\.row) }

  init(of log: RolloutLog, credit: (advantages: Advantages, returns: [Double]?)) {
    let returns = credit.returns.map { log.rowsInFileOrder($0) }
    let lengths = log.inFileOrder(log.batch.rollouts.map(\.length))
    let advantages: [RecordedAdvantage] =
      switch credit.advantages {
      case .rollouts(let numbers): log.inFileOrder(numbers).map { .rollout($0) }
      case .tokens(let numbers): log.rowsInFileOrder(numbers).map { .tokens($0) }
      }
    entries = advantages.enumerated().map { index, advantage in
      (
        log.lines[index], "\(log.records[index].group)", log.records[index].reward, lengths[index],
        Row(advantages: advantage, returns: returns?[index])
      )
    }
  }

  /// The rollouts of several updates of one file.
  init(_ updates: [AdvantageListing]) {
    entries = updates.flatMap(\.entries).sorted { $0.line < $1.line }
  }

  /// The rollouts for people; arrays are abbreviated to their smallest and largest number.
  var table: Table {
    let isOutcomeLevel = rows.allSatisfy { if case .rollout = $0.advantages { true } else { false } }
    let headers =
      ["reward", "length"] + (isOutcomeLevel ? ["advantage"] : ["positions", "smallest", "largest"])
    return Table(
      title: "",
      columns: [Column(header: "group")] + headers.map { Column(header: $0, alignment: .trailing) },
      rows: entries.map { entry in
        [entry.group, shortNumber(entry.reward), "\(entry.length)"] + Self.cells(entry.row.advantages)
      })
  }

  private static func cells(_ advantages: RecordedAdvantage) -> [String] {
    switch advantages {
    case .rollout(let number): [shortNumber(number)]
    case .tokens(let numbers):
      ["\(numbers.count)"] + [numbers.min(), numbers.max()].map { $0.map(shortNumber) ?? "–" }
    }
  }
}
