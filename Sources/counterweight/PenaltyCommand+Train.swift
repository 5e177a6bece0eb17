import ArgumentParser
import Foundation
import Policies
import RunFiles
import Simulation
import Studies

extension PenaltyCommand {
  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What training with finite steps makes of a tree of responses.",
      discussion: """
        Independent chains start from the tree and are updated again and again. η is the step of one rollout: a group of n \
        moves by η n times its mean. Normalised and sign updates have a step of η whatever the gradient. Several algorithms, \
        with commas, see the same random numbers.

        Examples:
          counterweight penalty train builtin:two-level --algorithm rloo \\
            --group-size 8 --step-size 1 --rollouts 800 --one-logit-fewer
          counterweight penalty train builtin:lock-in --algorithm reinforce \\
            --group-size 1 --set baseline=constant baseline.value=0.5 \\
            tokenFilter=probabilityThreshold tokenFilter.threshold=0.5 \\
            --step-size 0.1 --rollouts 400 --watch bad
          counterweight penalty train builtin:shared-prefix \\
            --algorithm batch-mean,c-rf --single-rollout --batch-size 32 \\
            --other-rate 0.4 --step-size 0.5 --rollouts 200 --plot
        """)

    @Argument(help: "A file, or builtin:NAME.")
    var tree: String

    @OptionGroup var options: AlgorithmOptions
    @OptionGroup var scheme: SchemeOptions

    @Option(help: "How far one rollout moves the logits: the learning rate.")
    var stepSize: Double

    @Option(help: "Rollouts of the prompt in a chain.")
    var rollouts = 1000

    @Option(help: "Independent chains.")
    var chains = 200

    @Option(help: "How a gradient becomes a step: plain, normalised or sign.")
    var update: UpdateRule = .plain

    @Flag(help: "Keep the last token's logit at 0: with two tokens, one sigmoid logit.")
    var oneLogitFewer = false

    @Option(help: "The token that is watched, by its path with commas; by default the likeliest first one.")
    var watch: String?

    @Option(help: "The root of all random numbers.")
    var seed: UInt64 = 1

    @Option(help: "How many threads share the chains; results do not depend on it.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plotting: PlotOption

    func validate() throws {
      if scheme.settings.count > 1 {
        throw ValidationError("training has one size; give --group-size or --batch-size one number")
      }
      if scheme.batchRate != nil {
        throw ValidationError("--batch-rate belongs to exact results; leave it out, or give --single-rollout")
      }
      if let rates = scheme.otherRate?.values, rates.count > 1 {
        throw ValidationError(
          "--other-rate has \(rates.count) rates; training takes one for all other prompts of the batch")
      }
      guard (1...100_000_000).contains(rollouts) else {
        throw ValidationError("--rollouts is \(rollouts); it must be between 1 and 100000000")
      }
      guard (2...1_000_000).contains(chains) else {
        throw ValidationError("--chains is \(chains); it must be between 2 and 1000000")
      }
      guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be 1 or more") }
    }

    func run() throws {
      Interruption.installWithoutRecord()
      try plotting.check()
      let analysis = try TreeTrainingAnalysis(
        SequenceTree(named: tree), algorithms: options.all(), scheme: scheme.settings[0],
        settings: TreeTrainingSettings(
          update: update, logits: oneLogitFewer ? .oneFewer : .onePerToken, stepSize: stepSize,
          rollouts: rollouts, chains: chains,
          watch: watch?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? [],
          seed: seed), jobs: jobs)
      if json {
        try Terminal.write(canonicalJSON(analysis))
      } else {
        try Terminal.write([analysis.table].terminalText)
      }
      try plotting.draw(json: json, below: true) { [analysis.figure] }
    }
  }
}

extension UpdateRule: ExpressibleByArgument {}
