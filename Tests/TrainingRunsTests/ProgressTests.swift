import Foundation
import Testing
import TrainingRuns

@Suite("Progress of training")
struct ProgressTests {
  /// One step an update and an even number of prompts, so that everything is measured.
  static let overrides = [
    "epochs=1", "minibatches=1", "algorithm.name=rloo", "probe={every: 1, continuations: 2}",
    "optimizer.learningRate=1e-2", "warmUp={solutions: {success: 0.4, steps: 2000}}",
  ]

  @Test("Without a terminal a line tells everything, the last update in any case")
  func lines() throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run", overrides: Self.overrides)
      let lines = try TinyRun.train(run).split(separator: "\n").map(String.init)
      let first = try #require(lines.first)
      let start = try #require(
        first.firstMatch(of: #/^warm-up  solutions 1, at most 2000  success 0\.\d{3} of 0\.400$/#))
      #expect(!start.output.isEmpty)
      let last = try #require(lines.last)
      let pattern =
        #/^update 7/7  0 s left  success \d\.\d{3}  dead \S+  entropy \S+  KL \S+e-\d\d  gradient \S+  variance \S+  \d+ tokens/s  false penalties \d\.\d\d  \[(?:\d+|–) (?:\d+|–)\] %$/#
      #expect(last.wholeMatch(of: pattern) != nil, "\(last)")
    }
  }

  @Test("A terminal's line stays within its width and drops whole parts", arguments: [20, 45, 80, 300])
  func widths(columns: Int) throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run", overrides: Self.overrides)
      let said = try TinyRun.train(run, columns: columns)
      #expect(said.hasSuffix("\u{1B}[K\n"))
      let lines = said.dropLast().components(separatedBy: "\r").dropFirst()
      #expect(lines.allSatisfy { $0.hasSuffix("\u{1B}[K") && $0.count - 3 < columns })
      let last = try #require(lines.last).dropLast(3)
      #expect(last.hasPrefix("update 7/7"))
      #expect(last.hasSuffix("] %") == (columns == 300))
      #expect(last.contains("  0 s left  success ") == (columns >= 45))
    }
  }
}
