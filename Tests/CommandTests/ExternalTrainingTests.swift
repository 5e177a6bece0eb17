import Foundation
import Testing

@Suite("counterweight train on a task of one's own")
struct ExternalTrainingTests {
  /// Repeat the bit: one shell process that judges all responses.
  static let verifier = """
    while read -r line; do
      id=${line#*\\"id\\":}; id=${id%%,*}
      case $line in
        *'"prompt":["0","="],"response":["0","<end>"]'* | *'"prompt":["1","="],"response":["1","<end>"]'*) reward=1;;
        *) reward=0;;
      esac
      echo "{\\"id\\":$id,\\"reward\\":$reward}"
    done
    """

  static let solved = """
    {"prompt":["0","="],"difficulty":"zero","solution":["0","<end>"]}
    {"prompt":["1","="],"difficulty":"one","solution":["1","<end>"]}
    """

  /// A folder with a training file, its prompts and its verifier.
  static func withTask(
    prompts: String = solved, verifier: String = verifier, command: String = "sh",
    warmUp: String = "{}", _ body: (_ folder: String) throws -> Void
  ) throws {
    let folder = StudyCommandTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      task:
        external:
          vocabulary: ["0", "1", "=", <end>]
          prompts: \(folder)/prompts.jsonl
          responseLength: 3
          verifier: [\(command), \(folder)/verify.sh]
          timeLimit: 1
      model: {width: 8, layers: 1, heads: 2, feedForwardWidth: 16}
      algorithm: {name: rloo, set: [groupSize=4]}
      optimizer: {learningRate: 1e-2}
      promptsPerUpdate: 8
      updates: 100
      evaluation: {prompts: 64}
      probe: {every: 50, continuations: 2}
      warmUp: \(warmUp)
      """
    for (name, content) in [("task.yml", text), ("prompts.jsonl", prompts), ("verify.sh", verifier)] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try body(folder)
  }

  static func train(_ folder: String, _ more: [String] = []) throws -> Counterweight.Outcome {
    try Counterweight.run(["train", "\(folder)/task.yml"] + more + ["--output", "\(folder)/run"])
  }

  @Test("A run learns what a program rewards, and the program measures what it has learnt")
  func learns() throws {
    try Self.withTask(warmUp: "{solutions: {success: 0.4, steps: 500}}") { folder in
      let trained = try Self.train(folder)
      #expect(trained.exitCode == 0, "\(trained.errors)")
      let metrics = try String(contentsOfFile: "\(folder)/run/metrics.csv", encoding: .utf8)
      #expect(metrics.split(separator: "\n").first?.hasSuffix("success: zero,success: one") == true)
      let evaluated = try Counterweight.run(["train", "evaluate", "\(folder)/run", "--json"])
      let record = try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any]
      let success = (record?["metrics"] as? [String: Any])?["success"] as? Double
      // 64 rollouts: a standard error of at most .0625, six of which lie between this and the .4 of warm-up.
      #expect(try #require(success) > 0.8)
    }
  }

  /// What is refused before anything is written.
  @Test func whatCannotBeReadIsOneLine() throws {
    let bare = "{\"prompt\":[\"0\"]}"
    try Self.withTask(prompts: bare, warmUp: "{format: {steps: 1}}") { folder in
      let outcome = try Self.train(folder)
      #expect(
        outcome.errors
          == "Error: task.yml: the prompts of \(folder)/prompts.jsonl have no solutions, which warm-up imitates; add a"
          + " solution to every line, or do without warm-up\n")
      #expect(outcome.exitCode == 65)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/run"))
      let cold = try Self.train(folder, ["warmUp={}", "updates=1"])
      #expect(cold.exitCode == 0, "\(cold.errors)")
    }
    try Self.withTask(prompts: "\n{\"prompt\":[\"2\"]}") { folder in
      let outcome = try Self.train(folder)
      #expect(
        outcome.errors
          == "Error: task.yml: \(folder)/prompts.jsonl, line 2: the vocabulary has no token \"2\"; add it, or spell it as"
          + " there\n")
      #expect(outcome.exitCode == 65)
    }
    try Self.withTask { folder in
      let outcome = try Self.train(folder, ["task.external.prompts=nowhere.jsonl"])
      #expect(
        outcome.errors
          == "Error: task.yml: nowhere.jsonl cannot be read; is it a file, and may you read it?\n")
      #expect(outcome.exitCode == 66)
      let word = try Self.train(folder, ["task.external.vocabulary=5"])
      #expect(word.errors == "Error: task.yml: external.vocabulary is 5; it must be a list of texts\n")
      #expect(word.exitCode == 65)
    }
    try Self.withTask(command: "counterweight-no-such-verifier") { folder in
      let outcome = try Self.train(folder)
      #expect(
        outcome.errors
          == "Error: task.yml: there is no program counterweight-no-such-verifier that may be run; install it, or give its"
          + " path\n")
      #expect(outcome.exitCode == 66)
    }
  }

  @Test(
    "A verifier that fails ends the run with a line that says why",
    arguments: [
      ("read -r line; exit 3", "the verifier exited with status 3, with "),
      ("read -r line; kill -SEGV $$", "signal 11 ended the verifier, with "),
      ("exec >&-; sleep 60", "the verifier closed its output, with "),
      ("sleep 60", "the verifier gave no answer within 1.0 s, with "),
      ("echo hello; sleep 60", "the verifier wrote \"hello\", which is no answer; "),
      (
        "echo '{\"id\":0,\"reward\":0.5}'; sleep 60",
        "the verifier gave id 0 the reward 0.5; it must be 0 or 1"
      ),
    ])
  func failures(verifier: String, start: String) throws {
    try Self.withTask(verifier: verifier) { folder in
      let outcome = try Self.train(folder)
      #expect(outcome.errors.hasPrefix("Error: \(start)"), "\(outcome.errors)")
      #expect(outcome.errors.count { $0 == "\n" } == 1)
      #expect(outcome.exitCode == 1)
    }
  }

  /// A program that fails once lets the run go on where it was, when it has been mended.
  @Test func mendedVerifiersContinue() throws {
    try Self.withTask { folder in
      let settings = ["checkpointEvery=10", "updates=60"]
      let counting =
        Self.verifier.replacing("do\n", with: "do\n  n=$((n + 1)); [ $n -gt 1200 ] && exit 4\n")
      let script = "task.external.verifier=[sh, \(folder)/counting.sh]"
      let place = URL(fileURLWithPath: "\(folder)/counting.sh")
      try Data(counting.utf8).write(to: place)
      let broken = try Self.train(folder, settings + [script])
      #expect(broken.errors.contains("Error: the verifier exited with status 4, with "))
      #expect(broken.exitCode == 1)
      try Data("exec sh \(folder)/verify.sh".utf8).write(to: place)
      let mended = try Self.train(folder, settings + [script])
      #expect(mended.errors.hasPrefix("continuing after update "), "\(mended.errors)")
      #expect(mended.exitCode == 0)
    }
  }
}
