import ArgumentParser
import Foundation
import Policies
import Reporting
import RunFiles
import Studies

extension WeightCommand {
  struct Effective: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The effective weight of group algorithms, what they maximise, and their limit.",
      discussion: """
        A rule of rewards and success counts makes E g = Ω_n(ρ) ∇ρ for groups of n, on policy and with token \
        gradients summed. For every success rate ρ this prints Ω_n; ω, its limit for large groups; the class weight \
        ρ(1−ρ)Ω_n; the implicit objective φ_n, the integral of Ω_n from 0; and the integral of ω from where it says. \
        With --json one algorithm gives an object and several an array of objects.

        Examples:
          counterweight weight effective --algorithm grpo --rho 0,0.01,0.5
          counterweight weight effective --algorithm rloo,raft --rho 0.1 --json
          counterweight weight effective --algorithm reinforce++ --rho 0.1 \\
            --batch-rate 0.4
          counterweight weight effective --algorithm dr-grpo --rho 0.1 \\
            --set 'promptWeight.expression=1/sqrt(rho)' \\
            --set promptWeight.allFail=-1
          counterweight weight effective --algorithm dr-grpo --group-size 4 \\
            --set promptWeight.table=1,2,3 --rho 0.1
          counterweight weight effective --algorithm rloo,grpo --group-size 4 \\
            --probabilities 0.35,0.25,0.2,0.15,0.05 --rewards 1,0,1,0,1
          counterweight weight effective --algorithm rloo,grpo --group-size 8 --plot
          counterweight weight effective --algorithm rloo,grpo --group-size 8 \\
            --plot weights.svg
        """)

    @OptionGroup var options: AlgorithmOptions

    @Option(help: "Rollouts per prompt; by default the algorithm's own.")
    var groupSize: Int?

    @Option(help: "Success rates of the prompt, between 0 and 1.")
    var rho: NumberList?

    @Option(help: "The success rate of every prompt of the batch, for rules that read it whole.")
    var batchRate: Double?

    @Option(help: "A policy whose gradient variance is asked for: the probability of every response.")
    var probabilities: NumberList?

    @Option(help: "The policy's reward of every response, 0 or 1.")
    var rewards: NumberList?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plotting: PlotOption

    func validate() throws {
      try checkGroupSize(groupSize)
      if rho == nil && probabilities == nil && !plotting.isAskedFor {
        throw ValidationError("nothing is asked for; give --rho, --plot, or a policy by --probabilities")
      }
      if (probabilities == nil) != (rewards == nil) {
        throw ValidationError("a policy needs both --probabilities and --rewards")
      }
    }

    func run() throws {
      try plotting.check()
      let policy = try probabilities.map {
        try TabularSoftmax(probabilities: $0.values).responses(rewards: rewards?.values ?? [])
      }
      let analyses = try options.all().map { named in
        var named = named
        if let groupSize { named.algorithm.groupSize = groupSize }
        return try WeightAnalysis(named, rates: rho?.values ?? [], batchRate: batchRate, policy: policy)
      }
      let comparison = WeightComparison(analyses)
      if json {
        try Terminal.write(analyses.count == 1 ? canonicalJSON(analyses[0]) : canonicalJSON(analyses))
      } else if rho != nil || policy != nil {
        try Terminal.write(
          comparison.tables.map { $0.terminalText(width: Terminal.tableWidth) + "\n" }.joined(separator: "\n")
        )
      }
      try plotting.draw(json: json, below: rho != nil || policy != nil) { try comparison.figures() }
    }
  }
}
