import Foundation

/// The gnuplot program, which draws figures as SVG.
///
/// Drawing is a function of the figure, the size and the release of gnuplot: no time, version or user
/// setting enters the SVG.
public struct Gnuplot: Sendable, Equatable {
  /// The program's file.
  public let executable: URL

  /// The gnuplot at this place; whether it is there shows when it is run.
  public init(executable: URL) {
    self.executable = executable
  }

  /// The first gnuplot in the folders of the `PATH` environment variable, or nil where there is none.
  public static func locate() -> Gnuplot? {
    locate(inPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
  }

  /// The first gnuplot in the folders of a colon-separated search path.
  package static func locate(inPath path: String) -> Gnuplot? {
    path.split(separator: ":")
      .map { URL(filePath: String($0), directoryHint: .isDirectory).appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      .map { Gnuplot(executable: $0) }
  }

  /// What the program says of itself, such as "gnuplot 5.4 patchlevel 4".
  ///
  /// - Throws: ``GnuplotError``, also where the file is no program.
  public func version() throws -> String {
    try run(arguments: ["--version"], input: "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The figure as an SVG document on a white ground.
  ///
  /// - Parameters:
  ///   - figure: what to draw.
  ///   - width: the width in pixels; text is 12 to 15 pixels high at any width.
  ///   - height: the height in pixels.
  ///   - titled: whether the title is drawn; leave it out where the surrounding page shows it.
  /// - Throws: ``GnuplotError/notInstalled`` where the program is gone, ``GnuplotError/failed(message:)``
  ///   where it reports an error.
  public func svg(
    _ figure: Figure, width: Int = 680, height: Int = 420, titled: Bool = true
  ) throws -> String {
    let script = GnuplotScript(figure: figure, width: width, height: height, titled: titled)
    let output = try run(arguments: ["--default-settings"], input: script.text)
    guard output.contains("</svg>") else { throw GnuplotError.failed(message: "it drew nothing") }
    let family = "font-family=\"Helvetica, Arial, sans-serif\""
    return
      output
      .replacing("<title>Gnuplot</title>", with: "<title>\(figure.title.htmlEscaped)</title>")
      .replacing(/<desc>Produced by GNUPLOT [^<]*<\/desc>\s*/, with: "")
      .replacing("font-family=\"\(GnuplotScript.regular)\"", with: family)
      .replacing("font-family=\"\(GnuplotScript.bold)\"", with: family + " font-weight=\"bold\"")
  }

  /// What the program prints when it reads `input`.
  ///
  /// Input and messages go through files, so that neither side waits for the other and a program that
  /// ends early does not break a pipe.
  private func run(arguments: [String], input: String) throws -> String {
    let files = FileManager.default
    guard files.isExecutableFile(atPath: executable.path) else { throw GnuplotError.notInstalled }
    let folder = files.temporaryDirectory.appending(path: "gnuplot-\(UUID().uuidString)")
    let inputFile = folder.appending(path: "input")
    let messageFile = folder.appending(path: "messages")
    let output = Pipe()
    let process = Process()
    let printed: Data
    let messages: String
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? files.removeItem(at: folder) }
      try Data(input.utf8).write(to: inputFile)
      try Data().write(to: messageFile)
      process.executableURL = executable
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: inputFile)
      process.standardOutput = output
      process.standardError = try FileHandle(forWritingTo: messageFile)
      try process.run()
      printed = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      messages = String(decoding: try Data(contentsOf: messageFile), as: UTF8.self)
    } catch {
      throw GnuplotError.failed(message: error.localizedDescription)
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let text = messages.trimmingCharacters(in: .whitespacesAndNewlines)
      let status = "it ended with status \(process.terminationStatus)"
      throw GnuplotError.failed(message: text.isEmpty ? status : text)
    }
    return String(decoding: printed, as: UTF8.self)
  }
}
