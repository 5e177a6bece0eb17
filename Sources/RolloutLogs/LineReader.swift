import Foundation

/// The lines of a file, read in pieces so that a file need not fit into memory.
///
/// A byte order mark at the beginning and a carriage return at the end of a line are left out. The last line needs no
/// line break.
struct LineReader {
  private static let pieceSize = 1 << 20
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let handle: FileHandle
  private var piece = Data()
  private var isAtStart = true
  private var isAtEnd = false

  init(_ handle: FileHandle) { self.handle = handle }

  /// The next line, or nil after the last.
  mutating func next() throws -> Data? {
    var searched = 0
    while true {
      if let end = piece.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
        let line = piece[piece.startIndex..<end]
        piece = piece[(end + 1)...]
        return trimmed(line)
      }
      if isAtEnd {
        guard !piece.isEmpty else { return nil }
        defer { piece = Data() }
        return trimmed(piece)
      }
      searched = piece.count
      // A fresh buffer lets go of the lines that are read.
      var joined = Data(piece)
      let more = try handle.read(upToCount: Self.pieceSize) ?? Data()
      isAtEnd = more.isEmpty
      joined.append(more)
      piece = joined
    }
  }

  private mutating func trimmed(_ line: Data) -> Data {
    var line = line
    if isAtStart, line.starts(with: Self.byteOrderMark) { line = line.dropFirst(Self.byteOrderMark.count) }
    isAtStart = false
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }
}
