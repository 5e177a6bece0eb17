import ArgumentParser
import Studies

/// How the rollouts of an update are drawn: a group of one prompt, or single rollouts of several.
struct SchemeOptions: ParsableArguments {
  @Option(help: "Rollouts of the prompt; tables take several, with commas. By default the algorithm's own.")
  var groupSize: IntegerList?

  @Option(
    help:
      "The success rate of the batch's other prompts, for exact results of rules that read the whole batch.")
  var batchRate: Double?

  @Flag(help: "One rollout of each of several prompts, of which one has the token.")
  var singleRollout = false

  @Option(help: "Prompts of a batch of single rollouts; tables take several, with commas.")
  var batchSize: IntegerList?

  @Option(
    help: "Success rate of the other prompts of a batch of single rollouts: one for all, or one for each.")
  var otherRate: NumberList?

  private static let largest = 4096

  func validate() throws {
    for size in groupSize?.values ?? [] { try checkGroupSize(size, largest: Self.largest) }
    for size in batchSize?.values ?? [] where !(1...Self.largest).contains(size) {
      throw ValidationError("--batch-size is \(size); it must be between 1 and \(Self.largest)")
    }
    guard singleRollout else {
      let forSingle = [("--batch-size", batchSize != nil), ("--other-rate", otherRate != nil)]
      if let option = forSingle.first(where: \.1)?.0 {
        throw ValidationError(
          "\(option) belongs to single rollouts; give --single-rollout too, or leave it out")
      }
      return
    }
    let forGroups = [("--group-size", groupSize != nil), ("--batch-rate", batchRate != nil)]
    if let option = forGroups.first(where: \.1)?.0 {
      throw ValidationError(
        "\(option) belongs to groups, and --single-rollout draws one rollout a prompt; leave one of them out")
    }
    guard let batchSize, let otherRate else {
      throw ValidationError("--single-rollout needs --batch-size and --other-rate; give both")
    }
    for size in batchSize.values where otherRate.values.count != 1 && otherRate.values.count != size - 1 {
      throw ValidationError(
        "--other-rate has \(otherRate.values.count) rates; a batch of \(size) has \(size - 1) other prompts, give one"
          + " for all or one for each")
    }
  }

  /// The settings that are asked for, one for every size.
  var settings: [SchemeSettings] {
    guard singleRollout, let batchSize, let otherRate else {
      let sizes = groupSize.map { $0.values.map { Optional($0) } } ?? [nil]
      return sizes.map { .groups(size: $0, batchRate: batchRate) }
    }
    return batchSize.values.map { size in
      let rates = otherRate.values
      return .singleRollouts(
        otherRates: rates.count == 1 ? Array(repeating: rates[0], count: size - 1) : rates)
    }
  }
}
