import Foundation
import Synchronization
import Tasks
import Testing

@Suite("Verifiers outside this process")
struct ExternalVerifierTests {
  /// Answers every line: 1 where the response begins with "7".
  static let sevens = """
    while read -r line; do
      id=${line#*\\"id\\":}; id=${id%%,*}
      case $line in *'"response":["7"'*) reward=1;; *) reward=0;; esac
      echo "{\\"id\\":$id,\\"reward\\":$reward}"
    done
    """

  static func verifier(_ script: String, timeLimit: Double = 60) throws -> ExternalVerifier {
    try ExternalVerifier(command: ["sh", "-c", script], timeLimit: timeLimit)
  }

  static func requests(_ count: Int) -> [(prompt: [String], response: [String])] {
    (0..<count).map { (["3", "\"\n"], [$0 % 3 == 0 ? "7" : "6", "<end>"]) }
  }

  /// The error of a verifier that is asked about some responses.
  static func message(_ script: String, timeLimit: Double = 60, requests count: Int = 2) throws -> String {
    let verifier = try verifier(script, timeLimit: timeLimit)
    do {
      _ = try verifier.outcomes(of: requests(count))
    } catch {
      // What died once is not asked again.
      #expect { _ = try verifier.outcomes(of: requests(1)) } throws: { "\($0)" == "\(error)" }
      return "\(error)"
    }
    return "no error"
  }

  @Test func verdictsComeInTheOrderOfTheRequests() throws {
    let verifier = try Self.verifier(Self.sevens)
    #expect(try verifier.outcomes(of: []) == [])
    #expect(try verifier.outcomes(of: Self.requests(4)) == [true, false, false, true])
    #expect(try verifier.outcomes(of: Self.requests(2)) == [true, false])
  }

  @Test func answersOfABatchMayComeInAnyOrder() throws {
    let verifier = try Self.verifier(
      "read -r a; read -r b; echo '{\"reward\":1,\"id\":1}'; echo '{\"id\":0,\"reward\":0.0}'; cat > /dev/null"
    )
    #expect(try verifier.outcomes(of: Self.requests(2)) == [false, true])
  }

  /// 120 kilobytes of answers and 300 of requests: both pipes fill up.
  @Test func fullPipesBlockNobody() throws {
    let verifier = try Self.verifier(Self.sevens)
    #expect(try verifier.outcomes(of: Self.requests(5_000)) == (0..<5_000).map { $0 % 3 == 0 })
  }

  @Test func batchesOfSeveralThreadsDoNotMix() async throws {
    let verifier = try Self.verifier(Self.sevens)
    try await withThrowingTaskGroup(of: [Bool].self) { group in
      for _ in 0..<8 { group.addTask { try verifier.outcomes(of: Self.requests(30)) } }
      for try await outcomes in group { #expect(outcomes == (0..<30).map { $0 % 3 == 0 }) }
    }
  }

  @Test func aProgramThatIsMissingIsNamed() throws {
    for program in ["counterweight-no-such-verifier", "./counterweight-no-such-verifier"] {
      #expect {
        _ = try ExternalVerifier(command: [program], timeLimit: 1)
      } throws: {
        "\($0)" == "there is no program \(program) that may be run; install it, or give its path"
      }
    }
  }

  @Test func silenceEndsAtTheTimeLimit() throws {
    let expected =
      "the verifier gave no answer within 0.2 s, with 1 of 2 missing; let it flush its output after every line, or raise"
      + " the time limit"
    #expect(try Self.message("echo '{\"id\":0,\"reward\":1}'; sleep 60", timeLimit: 0.2) == expected)
  }

  /// A program that reads nothing lets the pipe to it fill up.
  @Test func aVerifierThatDoesNotReadBlocksNobody() throws {
    let message = try Self.message("sleep 60", timeLimit: 0.2, requests: 5_000)
    #expect(message.hasPrefix("the verifier gave no answer within 0.2 s, with 5000 of 5000 missing; "))
  }

  @Test func endsAreTold() throws {
    #expect(
      try Self.message("read -r line; exit 3")
        == "the verifier exited with status 3, with 2 of 2 answers missing; let it read until its input ends, and see"
        + " its standard error")
    #expect(
      try Self.message("read -r line; kill -SEGV $$")
        == "signal 11 ended the verifier, with 2 of 2 answers missing; see its standard error")
    #expect(
      try Self.message("exec >&-; sleep 60")
        == "the verifier closed its output, with 2 of 2 answers missing; let it keep its output open")
  }

  /// Its input is closed while we write: an error, and no signal that ends this process.
  @Test func closedInputIsNoSignal() throws {
    for _ in 0..<20 {
      let message = try Self.message("exec <&-; exit 0", requests: 3_000)
      #expect(message.hasPrefix("the verifier exited with status 0, with 3000 of 3000 answers missing; "))
    }
  }

  @Test(arguments: [
    ("hello", "the verifier wrote \"hello\", which is no answer; "),
    ("", "the verifier wrote \"\", which is no answer; "),
    ("{\"id\":0}", "the verifier wrote \"{\"id\":0}\", which is no answer; "),
    ("{\"id\":0,\"reward\":true}", "the verifier wrote \"{\"id\":0,\"reward\":true}\", which is no answer; "),
    (
      "{\"id\":7,\"reward\":1}",
      "the verifier answered id 7; ids 0 to 1 are open: let it repeat the id of the request"
    ),
    (
      "{\"id\":1,\"reward\":1}\\n{\"id\":1,\"reward\":1}",
      "the verifier answered id 1 twice; let it answer every request once"
    ),
    ("{\"id\":0,\"reward\":0.5}", "the verifier gave id 0 the reward 0.5; it must be 0 or 1"),
  ])
  func whatIsNoAnswerIsShown(line: String, message: String) throws {
    let shown = try Self.message("printf '\(line)\\n'; sleep 60")
    let rest = "let it write {\"id\":n,\"reward\":0} or 1, one a line, and everything else to standard error"
    #expect(shown == (message.hasSuffix("; ") ? message + rest : message))
  }

  @Test func endlessLinesAreRefused() throws {
    let message =
      "the verifier wrote a line of more than 65536 bytes; let it write {\"id\":n,\"reward\":0} or 1, one a line"
    #expect(try Self.message("head -c 200000 /dev/zero | tr '\\0' x; sleep 60") == message)
    #expect(try Self.message("head -c 200000 /dev/zero | tr '\\0' x; echo; sleep 60") == message)
  }

  /// The process and what it started are gone: no such process answers to their identifiers, not even as zombies.
  @Test func nothingIsLeftBehind() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    _ = try Self.message("sleep 60 & echo $$ $! > '\(file.path)'; wait", timeLimit: 0.5)
    let identifiers = try String(contentsOf: file, encoding: .utf8).split(separator: " ")
      .compactMap { Int32($0.trimmingCharacters(in: .newlines)) }
    #expect(identifiers.count == 2)
    for identifier in identifiers { #expect(Self.isGone(identifier)) }
  }

  /// Whether a process is gone, or goes within some seconds: who adopts it may take a moment to notice.
  static func isGone(_ identifier: Int32) -> Bool {
    for _ in 0..<500 where kill(identifier, 0) == 0 { usleep(10_000) }
    return kill(identifier, 0) != 0
  }

  /// When nobody needs it any more its input ends, and it may finish what it does.
  @Test func theEndOfItsInputIsItsEnd() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    func ask() throws {
      let verifier = try Self.verifier(Self.sevens + "\necho finished > '\(file.path)'")
      #expect(try verifier.outcomes(of: Self.requests(1)) == [true])
    }
    try ask()
    #expect(try String(contentsOf: file, encoding: .utf8) == "finished\n")
  }
}
