import Foundation
import RunFiles
import Testing
import TrainingRuns

@Suite("Runs of training")
struct TrainingRunTests {
  /// Whether two runs have the same bytes in every file that equal runs share.
  static func expectEqual(_ run: TrainingRun, _ other: TrainingRun) throws {
    for file in TinyRun.files {
      let (bytes, expected) = (try TinyRun.bytes(run, file), try TinyRun.bytes(other, file))
      #expect(bytes == expected, "\(file) differs")
    }
    let (folders, expected) = (try checkpoints(run), try checkpoints(other))
    #expect(folders == expected)
  }

  /// The names in the folder of checkpoints.
  static func checkpoints(_ run: TrainingRun) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: run.url.appendingPathComponent("checkpoints").path
    ).sorted()
  }

  @Test("A run writes what every update did, and keeps two checkpoints")
  func writes() throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run")
      try TinyRun.train(run)
      let lines = String(decoding: try TinyRun.bytes(run, "metrics.jsonl"), as: UTF8.self).split(
        separator: "\n")
      #expect(lines.count == 7)
      let table = String(decoding: try TinyRun.bytes(run, "metrics.csv"), as: UTF8.self)
        .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      #expect(table.count == 8 && table.allSatisfy { $0.count == table[0].count })
      #expect(table[0].first == "update" && table[0].last == "success: 2 digits")
      #expect(table.dropFirst().map(\.first) == (1...7).map { "\($0)" })
      let evaluations = String(decoding: try TinyRun.bytes(run, "evaluations.jsonl"), as: UTF8.self)
        .split(separator: "\n")
      #expect(evaluations.count == 4, "before the first update, after 3 and 6, and at the end")
      let names = try Self.checkpoints(run)
      #expect(names == ["000006", "000007"])
      let again = try TinyRun.train(run)
      #expect(again.isEmpty, "a finished run has nothing left to do")
    }
  }

  @Test(
    "Interrupted anywhere, a run ends with the bytes and checkpoints it would have had",
    arguments: [0, 1, 2, 5], [0, 2, 4])
  func resumes(after updates: Int, checkpointEvery: Int) throws {
    try TinyRun.withFolder { folder in
      let overrides = ["checkpointEvery=\(checkpointEvery)"]
      let whole = try TinyRun.run(folder, "whole", overrides: overrides)
      let parts = try TinyRun.run(folder, "parts", overrides: overrides)
      try TinyRun.train(whole)
      try TinyRun.train(parts, updates: updates)
      #expect(TinyRun.refusal { try TinyRun.bytes(parts, "finished.json") } != nil)
      let said = try TinyRun.train(parts)
      #expect(said.hasPrefix("continuing after update \(updates)\n") == (updates > 0))
      try Self.expectEqual(parts, whole)
    }
  }

  @Test("Interrupted twice between checkpoints, a run keeps the scheduled one before")
  func resumesTwice() throws {
    try TinyRun.withFolder { folder in
      let overrides = ["checkpointEvery=4"]
      let whole = try TinyRun.run(folder, "whole", overrides: overrides)
      let parts = try TinyRun.run(folder, "parts", overrides: overrides)
      try TinyRun.train(whole)
      for updates in [5, 6] {
        try TinyRun.train(parts, updates: updates)
        let names = try Self.checkpoints(parts)
        #expect(names == ["000004", "00000\(updates)"])
      }
      try TinyRun.train(parts)
      try Self.expectEqual(parts, whole)
    }
  }

  @Test("A killed run goes on from its last checkpoint, with later lines cut off")
  func resumesAfterKill() throws {
    try TinyRun.withFolder { folder in
      let (whole, killed) = (try TinyRun.run(folder, "whole"), try TinyRun.run(folder, "killed"))
      try TinyRun.train(whole)
      try TinyRun.train(killed, updates: 3)
      // As if the process had ended within the line of update 4, before any checkpoint after update 2.
      try FileManager.default.removeItem(at: killed.url.appendingPathComponent("checkpoints/000003"))
      let log = try FileHandle(forWritingTo: killed.url.appendingPathComponent("metrics.jsonl"))
      try log.seekToEnd()
      try log.write(contentsOf: Data("{\"update\":4,\"succ".utf8))
      try log.close()
      let said = try TinyRun.train(killed)
      #expect(said.hasPrefix("continuing after update 2\n"))
      try Self.expectEqual(killed, whole)
    }
  }

  @Test(
    "A damaged checkpoint is passed over, with a line that says why",
    arguments: ["model.safetensors", "trainer.safetensors", "contents.json", "config.json"])
  func passesOverDamage(file: String) throws {
    try TinyRun.withFolder { folder in
      let (whole, damaged) = (try TinyRun.run(folder, "whole"), try TinyRun.run(folder, "damaged"))
      try TinyRun.train(whole)
      try TinyRun.train(damaged, updates: 5)
      let place = damaged.url.appendingPathComponent("checkpoints/000005")
      var bytes = try Data(contentsOf: place.appendingPathComponent(file))
      bytes[bytes.count / 2] ^= 0x10
      try bytes.write(to: place.appendingPathComponent(file))
      let said = try TinyRun.train(damaged)
      let reason = file == "contents.json" ? "" : "\(file) is damaged"
      #expect(said.hasPrefix("warning: \(place.relativePath) is not used: \(reason)"))
      #expect(said.contains("continuing after update 4\n"))
      try Self.expectEqual(damaged, whole)
    }
  }

  @Test("With no whole checkpoint a run begins again")
  func beginsAgain() throws {
    try TinyRun.withFolder { folder in
      let (whole, damaged) = (try TinyRun.run(folder, "whole"), try TinyRun.run(folder, "damaged"))
      try TinyRun.train(whole)
      try TinyRun.train(damaged, updates: 3)
      for name in ["000002", "000003"] {
        let place = damaged.url.appendingPathComponent("checkpoints/\(name)/trainer.safetensors")
        try FileManager.default.removeItem(at: place)
      }
      let said = try TinyRun.train(damaged)
      #expect(said.contains("000002 is not used: trainer.safetensors is missing\n"))
      try Self.expectEqual(damaged, whole)
    }
  }

  @Test("Where a number is no longer finite, training stops with a diagnosis and keeps its checkpoint")
  func diverges() throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(
        folder, "run", overrides: ["optimizer.learningRate=1e30", "algorithm.name=reinforce"])
      let error = #expect(throws: RunError.self) { try TinyRun.train(run) }
      #expect(error?.exitCode == .failure)
      let line = error?.description ?? ""
      #expect(line.hasPrefix("update ") && line.contains(" diverged: the ") && !line.contains("\n"))
      #expect(line.contains("the learning rate was 1e+30, gradient norms of the updates before were "))
      #expect(line.hasSuffix("; the last checkpoint is kept"))
      let names = try FileManager.default.contentsOfDirectory(
        atPath: run.url.appendingPathComponent("checkpoints").path)
      #expect(!names.isEmpty)
    }
  }

  @Test("A run without warm-up does not tell of one")
  func coldSummary() throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run", overrides: ["warmUp={}", "updates=1"])
      let outcome = try run.run(columns: nil, log: { _ in }, isInterrupted: { false })
      guard case .finished(let summary) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(summary.warmUp == nil)
    }
  }

  @Test("Interrupted or killed in warm-up, a run begins again")
  func warmUpBeginsAgain() throws {
    try TinyRun.withFolder { folder in
      let (whole, parts) = (try TinyRun.run(folder, "whole"), try TinyRun.run(folder, "parts"))
      try TinyRun.train(whole)
      var steps = 0
      let outcome = try parts.run(columns: nil, log: { _ in }) {
        steps += 1
        return steps == 2
      }
      #expect(outcome == .interruptedInWarmUp && steps == 2)
      let said = try TinyRun.train(parts)
      #expect(said.hasPrefix("warm-up  form 1/3\n"))
      try Self.expectEqual(parts, whole)
    }
  }
}
