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

  let rows: [Row]
  private let log: RolloutLog

  init(of log: RolloutLog, credit: (advantages: Advantages, returns: [Double]?)) {
    self.log = log
    let returns = credit.returns.map { log.rowsInFileOrder($0) }
    let advantages: [RecordedAdvantage] =
      switch credit.advantages {
      case .rollouts(let numbers): log.inFileOrder(numbers).map { .rollout($0) }
      case .tokens(let numbers): log.rowsInFileOrder(numbers).map { .tokens($0) }
      }
    rows = advantages.enumerated().map { Row(advantages: $1, returns: returns?[$0]) }
  }

  /// The rollouts for people; arrays are abbreviated to their smallest and largest number.
  var table: Table {
    let isOutcomeLevel = rows.allSatisfy { if case .rollout = $0.advantages { true } else { false } }
    let lengths = log.inFileOrder(log.batch.rollouts.map(\.length))
    let headers =
      ["reward", "length"] + (isOutcomeLevel ? ["advantage"] : ["positions", "smallest", "largest"])
    return Table(
      title: "",
      columns: [Column(header: "group")] + headers.map { Column(header: $0, alignment: .trailing) },
      rows: rows.enumerated().map { index, row in
        let record = log.records[index]
        return ["\(record.group)", shortNumber(record.reward), "\(lengths[index])"]
          + Self.cells(row.advantages)
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
