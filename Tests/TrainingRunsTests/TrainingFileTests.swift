import Foundation
import RunFiles
import Testing
import TrainingRuns
import Yams

@Suite("Files of training")
struct TrainingFileTests {
  @Test("Every preset describes a run", arguments: TrainingPreset.all.map(\.name))
  func presets(name: String) throws {
    let file = try TrainingFile.read(name, overrides: [])
    #expect(file.seed == 1)
    let task = try file.task.makeTask()
    try file.settings.check(for: task)
    _ = try TrainingRun(source: name, overrides: ["updates=1"], output: "unused")
  }

  @Test("Settings replace values, also those that the file leaves to defaults")
  func overrides() throws {
    let file = try TrainingFile.read(
      "reversal",
      overrides: [
        "seed=5", "optimizer.learningRate=1e-3", "gradientClip=1", "warmUp.format.steps=2",
        "task={sorting: {symbols: 4}}",
      ])
    #expect(file.seed == 5 && file.settings.optimizer.learningRate == 1e-3)
    #expect(file.settings.gradientClip == 1 && file.settings.warmUp.format?.steps == 2)
    #expect(file.task.name == "sorting" && file.settings.warmUp.solutions?.success == 0.065)
  }

  @Test("What is resolved reads as itself")
  func roundTrip() throws {
    let file = try TrainingFile.read("grid", overrides: ["gradientClip=0.5"])
    let text = try YAMLEncoder().encode(file)
    let again = try YAMLDecoder().decode(TrainingFile.self, from: text)
    #expect(again == file)
  }

  @Test(
    "What is wrong is said on one line",
    arguments: [
      (["sead=2"], "reversal: unknown key 'sead'; the keys there are "),
      (["optimizer.rate=2"], "reversal: unknown key 'optimizer.rate'; the keys there are "),
      (["updates=many"], "reversal: 'updates' must be a whole number"),
      (["updates=-1"], "reversal: updates is -1; it must be 0 or more"),
      (
        ["optimizer.kind=adam2"], "reversal: optimizer.kind is adam2; it must be one of adam, adamw, sgd"
      ),
      (["updates"], "override 'updates' is not of the form key=value, such as seed=2"),
      (["updates.x=1"], "override 'updates.x' names no key of the file; the value there has no keys"),
      (
        ["task={juggling: {}}"], "reversal: there is no task \"juggling\"; the tasks are "
      ),
      (["task.reversal.symbol=2"], "reversal: the task reversal has no parameter \"symbol\"; "),
      (["algorithm.name=gripo"], "reversal: "),
      (["algorithm={set: []}"], "reversal: key 'algorithm.name' is missing; add it"),
      (["model.width=33"], "reversal: width is 33, not a multiple of 2 · headCount = 6: "),
    ])
  func refuses(overrides: [String], start: String) {
    let line = TinyRun.refusal { try TrainingRun(source: "reversal", overrides: overrides, output: "unused") }
    #expect(line?.hasPrefix(start) == true && line?.contains("\n") == false, "\(line ?? "nothing")")
  }

  @Test func unknownSourcesAreRefused() {
    #expect(
      TinyRun.refusal { try TrainingFile.read("revers", overrides: []) }
        == "there is no preset 'revers'; the presets are running-sum, reversal, grid, addition, sorting, countdown,"
        + " navigation, key-store, and a file is named with .yml or a slash")
    #expect(
      TinyRun.refusal { try TrainingFile.read("nowhere.yml", overrides: []) }
        == "there is no file nowhere.yml; `counterweight train list` shows the presets")
  }
}
