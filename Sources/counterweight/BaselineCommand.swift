import ArgumentParser
import RunFiles
import Studies

struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "The optimal baseline of a prompt, and what every proxy loses against it.",
    discussion: """
      The prompt is a softmax over whole responses with one free logit each. Given a group size, the mean and \
      variance of the group's gradient are enumerated for every baseline, or sampled where there are too many \
      groups.

      Examples:
        counterweight baseline --probabilities 0.35,0.25,0.2,0.15,0.05 \\
          --rewards 1,0,1,0,1 --lengths 3,5,2,8,1
        counterweight baseline --probabilities 0.9,0.1 --rewards 1,0 --lengths 1,1 \\
          --group-size 4 --json
      """)

  @Option(help: "The probability of every response; they sum to 1.")
  var probabilities: NumberList

  @Option(help: "The reward of every response, 0 or 1.")
  var rewards: NumberList

  @Option(help: "The length of every response in tokens.")
  var lengths: IntegerList

  @Option(help: "Rollouts per prompt; adds what a finite group does.")
  var groupSize: Int?

  @Option(help: "The seed of the sampling, where there are too many groups to enumerate.")
  var seed: UInt64 = 1

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    try checkGroupSize(groupSize)
  }

  func run() throws {
    let analysis = try BaselineAnalysis(
      probabilities: probabilities.values, rewards: rewards.values, lengths: lengths.values,
      groupSize: groupSize, seed: seed)
    if json {
      try Terminal.write(canonicalJSON(analysis))
    } else {
      try Terminal.write(analysis.tables.map { $0.terminalText() + "\n" }.joined(separator: "\n"))
    }
  }
}
