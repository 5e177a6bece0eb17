import Foundation

/// The gnuplot program, which draws figures as SVG and PDF.
///
/// Drawing is a function of the figure, the size and the release of gnuplot: no time, version or user
/// setting enters the SVG. A PDF holds the time at which it was made.
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
    String(decoding: try run(arguments: ["--version"], input: ""), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
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
    return try svg(script: script.text, title: figure.title)
  }

  /// A figure of a tree as an SVG document on a white ground, as high as its rows need.
  ///
  /// - Parameters:
  ///   - tree: what to draw.
  ///   - width: the least width in pixels; a tree whose columns need more is drawn wider.
  ///   - titled: whether the title is drawn.
  /// - Throws: as ``svg(_:width:height:titled:)``.
  public func svg(_ tree: TreeFigure, width: Int = 680, titled: Bool = true) throws -> String {
    let script = TreeScript(figure: tree, width: width, titled: titled)
    return try svg(script: script.text, title: tree.title)
  }

  private func svg(script: String, title: String) throws -> String {
    let output = String(decoding: try run(arguments: ["--default-settings"], input: script), as: UTF8.self)
    guard output.contains("</svg>") else { throw GnuplotError.failed(message: "it drew nothing") }
    let family = "font-family=\"Helvetica, Arial, sans-serif\""
    return
      output
      .replacing("<title>Gnuplot</title>", with: "<title>\(title.htmlEscaped)</title>")
      .replacing(/<desc>Produced by GNUPLOT [^<]*<\/desc>\s*/, with: "")
      .replacing("font-family=\"\(GnuplotScript.regular)\"", with: family)
      .replacing("font-family=\"\(GnuplotScript.bold)\"", with: family + " font-weight=\"bold\"")
  }

  /// Figures below one another as one SVG document, titled.
  ///
  /// - Throws: as ``svg(_:width:height:titled:)``.
  public func svg(stacking figures: [Figure], width: Int = 680, height: Int = 420) throws -> String {
    let panels = try figures.enumerated().map { index, figure in
      let drawing = try svg(figure, width: width, height: height)
      let start = drawing.range(of: "<svg").map { drawing[$0.lowerBound...] } ?? drawing[...]
      return start.replacing("<svg", with: "<svg y=\"\(index * height)\"", maxReplacements: 1)
    }
    let size = "width=\"\(width)\" height=\"\(height * figures.count)\""
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size)>\n" + panels.joined(separator: "\n")
      + "\n</svg>\n"
  }

  /// Figures as a PDF document, each on a page of its own, titled.
  ///
  /// - Parameters:
  ///   - figures: what to draw, at least one.
  ///   - width: the width of a page in pixels, 96 an inch.
  ///   - height: the height of a page in pixels.
  /// - Throws: as ``svg(_:width:height:titled:)``.
  public func pdf(_ figures: [Figure], width: Int = 680, height: Int = 420) throws -> Data {
    let scripts = figures.enumerated().map { index, figure in
      GnuplotScript(
        figure: figure, width: width, height: height, titled: true, document: index == 0 ? .pdf : .nextPage
      ).text
    }
    return try pdf(script: scripts.joined())
  }

  /// A figure of a tree as a PDF document of one page, titled, as large as its SVG document at 96 pixels an inch.
  ///
  /// - Throws: as ``svg(_:width:height:titled:)``.
  public func pdf(_ tree: TreeFigure, width: Int = 680) throws -> Data {
    try pdf(script: TreeScript(figure: tree, width: width, titled: true, document: .pdf).text)
  }

  private func pdf(script: String) throws -> Data {
    let script = script.replacing(GnuplotScript.bold, with: GnuplotScript.regular + ":Bold")
    let document = try run(arguments: ["--default-settings"], input: script)
    guard document.starts(with: Data("%PDF".utf8)) else {
      throw GnuplotError.failed(message: "it drew nothing")
    }
    return document
  }

  /// What the program prints when it reads `input`.
  ///
  /// Input and messages go through files, so that neither side waits for the other and a program that
  /// ends early does not break a pipe.
  private func run(arguments: [String], input: String) throws -> Data {
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
    return printed
  }
}
