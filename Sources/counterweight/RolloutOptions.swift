import Algorithms
import ArgumentParser
import RolloutLogs

/// Which rollouts are meant.
struct RolloutOptions: ParsableArguments {
  @Option(help: "A file of rollouts, one JSON object a line; - is standard input.")
  var rollouts: String

  /// Reads the rollouts, a log for every update, and asks each something; errors about a rollout name its line.
  func read<Answer>(_ ask: (RolloutLog) throws -> Answer) throws -> [Answer] {
    let logs = try RolloutFile.read(rollouts) { keys in
      Terminal.tell("Ignored keys that no rule reads: \(keys.joined(separator: ", ")).\n")
    }
    return try logs.map { try answer(ask, of: $0) }
  }

  private func answer<Answer>(_ ask: (RolloutLog) throws -> Answer, of log: RolloutLog) throws -> Answer {
    do {
      return try ask(log)
    } catch AlgorithmError.missing(let name, let rollout, let user) {
      throw RolloutLogError.line(log.line(ofRollout: rollout), .neededBy(rule: user, missing: name))
    } catch AlgorithmError.groupOfOne(let group) {
      let rollout = log.batch.groupStarts[group]
      throw RolloutLogError.line(
        log.line(ofRollout: rollout), .aloneInGroup(log.records[log.order[rollout]].group))
    }
  }
}
