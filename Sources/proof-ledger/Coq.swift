import Foundation
import ProofLedger
import RunFiles
import Synchronization

/// The program `coqc`, asked about the compiled proofs of a folder.
struct Coq {
  /// The folder of proofs.
  let proofs: URL

  /// What Coq prints while it compiles a query, by as many processes as there are processors.
  ///
  /// - Throws: `RunError` where there is no Coq, or where it refuses the query.
  func compile(_ query: CoqQuery) throws -> String {
    let parts = query.parts(ProcessInfo.processInfo.activeProcessorCount)
    let answers = Mutex([Result<String, any Error>?](repeating: nil, count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { number in
      let answer = Result { try compile(alone: parts[number]) }
      answers.withLock { $0[number] = answer }
    }
    return try answers.withLock { try $0.map { try $0?.get() ?? "" }.joined(separator: "\n") }
  }

  /// What Coq prints while it compiles a query, in a folder of its own.
  private func compile(alone query: CoqQuery) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("proof-ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("Query.v")
    let output = folder.appendingPathComponent("output")
    let messages = folder.appendingPathComponent("messages")
    for empty in [output, messages] { try Data().write(to: empty) }
    try Data(query.text.utf8).write(to: file)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["coqc", "-q", "-w", "none", "-Q", proofs.path, "Counterweight", file.path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: messages)
    try process.run()
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0:
      return try String(contentsOf: output, encoding: .utf8)
    case 127:
      throw RunError(
        .missingInput,
        "there is no coqc; install the Debian packages coq, libcoq-coquelicot and libcoq-interval")
    default:
      let said = try String(contentsOf: messages, encoding: .utf8)
      let place = said.firstMatch(of: /, line (\d+)/).flatMap { Int($0.1) }.flatMap(query.file)
      let lines = said.split(separator: "\n")
        .filter { !$0.hasPrefix("File ") && $0 != "Error:" }
        .map { $0.replacing(/^Error: |\.$/, with: "") }
      throw RunError(
        .failure,
        "\(place.map { "\($0): " } ?? "")Coq refuses to answer: \(lines.first ?? "it says nothing"); run make -C Proofs again"
      )
    }
  }
}
