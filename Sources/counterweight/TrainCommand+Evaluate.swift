import ArgumentParser
import Foundation
import Reporting
import RunFiles
import Training
import TrainingRuns

extension TrainCommand {
  struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure the success of a saved model.",
      discussion: """
        The folder is that of a run, which stands for its last checkpoint, or any model in the form of Hugging Face whose \
        vocabulary is the task's. What is not given is as in the run: the same prompts and random numbers as in its own \
        evaluations, so that their success comes out again.

        Examples:
          counterweight train evaluate runs/mine
          counterweight train evaluate runs/mine --pass-at 1,4,8 --temperature 0.6 --top-p 0.95
          counterweight train evaluate models/mine --task 'reversal: {symbols: 6}' --json
        """)

    @Argument(help: "The folder of a run or of a model.")
    var folder: String

    @Option(help: "The task as YAML, such as 'reversal: {symbols: 6}'; by default that of the run.")
    var task: String?

    @Option(help: "The number of prompts.")
    var prompts: Int?

    @Option(help: "The number of responses to each prompt; by default as many as --pass-at needs.")
    var samples: Int?

    @Option(help: "Estimate pass@k for these k, with commas.")
    var passAt: IntegerList?

    @Option(help: "What logits are divided by; at 0 the likeliest token is taken.")
    var temperature: Double?

    @Option(name: .customLong("top-p"), help: "The probability of the set of likeliest tokens that is kept.")
    var topP: Double?

    @Option(help: "The root of all random numbers; replaces the run's.")
    var seed: UInt64?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let model = try SavedModel(folder, task: task)
      let metrics = try model.evaluate(settings(replacing: model.evaluation), seed: seed)
      let record = EvaluationRecord(
        model: model.url.relativePath, difficulties: model.difficulties, metrics: metrics)
      try Terminal.write(json ? canonicalJSON(record) : record.text)
    }

    private func settings(replacing run: EvaluationSettings) -> EvaluationSettings {
      var settings = run
      settings.prompts = prompts ?? run.prompts
      settings.passAt = passAt?.values ?? run.passAt.filter { $0 <= samples ?? run.samples }
      settings.samples = samples ?? settings.passAt.reduce(run.samples, max)
      settings.rule.temperature = temperature ?? run.rule.temperature
      settings.rule.topP = topP ?? run.rule.topP
      return settings
    }
  }
}
