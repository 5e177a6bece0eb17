import ArgumentParser
import Foundation
import Policies
import Reporting
import Studies

struct WeightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weight",
    abstract: "How much a prompt counts, by its success rate.",
    discussion: """
      Examples:
        counterweight weight effective --algorithm grpo --rho 0.1,0.5
      """,
    subcommands: [Effective.self])

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

    @Option(
      defaultAsFlag: Self.terminal,
      help: "Draw Ω_n and φ_n to a file, FILE.svg or FILE.pdf; without a file, in the terminal.")
    var plot: String?

    private static let terminal = "terminal"

    func validate() throws {
      if let groupSize, !(1...4096).contains(groupSize) {
        throw ValidationError("--group-size is \(groupSize); it must be between 1 and 4096")
      }
      if rho == nil && probabilities == nil && plot == nil {
        throw ValidationError("nothing is asked for; give --rho, --plot, or a policy by --probabilities")
      }
      if (probabilities == nil) != (rewards == nil) {
        throw ValidationError("a policy needs both --probabilities and --rewards")
      }
      if let plot, ![Self.terminal].contains(plot), !plot.hasSuffix(".svg"), !plot.hasSuffix(".pdf") {
        throw ValidationError("--plot is \(plot); it must end in .svg or .pdf")
      }
    }

    func run() throws {
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
      if let plot { try draw(comparison.figures(), to: plot) }
    }

    private func draw(_ figures: [Figure], to place: String) throws {
      if place == Self.terminal {
        let plots = figures.map {
          TerminalPlot($0, width: Terminal.tableWidth ?? 80).text(style: Terminal.style)
        }
        let text = plots.joined(separator: "\n\n") + "\n"
        return json
          ? Terminal.tell(text) : try Terminal.write(rho == nil && probabilities == nil ? text : "\n" + text)
      }
      guard let gnuplot = Gnuplot.locate() else { throw GnuplotError.notInstalled }
      let drawing =
        try place.hasSuffix(".pdf") ? gnuplot.pdf(figures) : Data(gnuplot.svg(stacking: figures).utf8)
      do {
        try drawing.write(to: URL(fileURLWithPath: place), options: .atomic)
      } catch {
        throw StudyError(
          .inputOutput, "cannot write \(place); does its folder exist, and may you write there?")
      }
    }
  }
}
