import Checkpoints
import Foundation
import RandomStreams
import Testing

@Suite("Damaged files of tensors")
struct SafetensorsFuzzTests {
  static let original: [UInt8] = {
    let file = SafetensorsFile(
      tensors: [
        "embedding": Tensor(shape: [3, 2], values: [1, 2, 3, 4, 5, 6]),
        "empty": Tensor(shape: [2, 8, 0], values: []), "norm": Tensor(shape: [4], values: [1, 1, 1, 1]),
        "step": Tensor(shape: [], values: [9]),
      ],
      metadata: ["format": "pt"])
    return (try? file.bytes()).map([UInt8].init) ?? []
  }()

  static let words = [
    "-1", "0", "1", "8", "24", "25", "40", "41", "1.5", "1e308", "1e400", "9223372036854775807",
    "18446744073709551616", "null", "true", "\"x\"", "[]", "{}", "[[[[[[", "NaN",
  ]

  /// A file with one to three mutations: flipped bits, cuts, bytes put in, header lengths, numbers replaced.
  static func mutant(_ stream: inout RandomStream) -> [UInt8] {
    var bytes = original
    for _ in 0...stream.index(below: 3) where !bytes.isEmpty {
      switch stream.index(below: 6) {
      case 0: bytes[stream.index(below: bytes.count)] ^= 1 << UInt8(stream.index(below: 8))
      case 1: bytes.removeLast(stream.index(below: bytes.count))
      case 2:
        bytes.insert(UInt8(stream.index(below: 256)), at: stream.index(below: bytes.count))
      case 3:
        let start = stream.index(below: bytes.count)
        bytes.removeSubrange(start..<min(bytes.count, start + 1 + stream.index(below: 12)))
      case 4:
        let (at, value) = (stream.index(below: min(8, bytes.count)), UInt8(stream.index(below: 256)))
        bytes[at] = value
      default: replaceNumber(in: &bytes, &stream)
      }
    }
    return bytes
  }

  /// Puts another word in the place of a number of the header, and usually mends the header's length.
  private static func replaceNumber(in bytes: inout [UInt8], _ stream: inout RandomStream) {
    let digits = bytes.indices.filter { $0 >= 8 && (48...57).contains(bytes[$0]) }
    guard !digits.isEmpty else { return }
    let first = digits[stream.index(below: digits.count)]
    let end = bytes[first...].firstIndex { !(48...57).contains($0) } ?? bytes.count
    let word = Array(words[stream.index(below: words.count)].utf8)
    bytes.replaceSubrange(first..<end, with: word)
    guard stream.uniform() < 0.9 else { return }
    let length = UInt64(Int(original[0]) + Int(original[1]) * 256 + word.count - (end - first))
    for byte in 0..<min(8, bytes.count) {
      bytes[byte] = UInt8(truncatingIfNeeded: length >> UInt64(8 * byte))
    }
  }

  @Test("Ten thousand mutants of a file are read or refused on one line")
  func mutants() {
    var refused = 0
    for index in 0..<10_000 {
      var stream = TinyModel.path["mutant"][index].stream()
      let bytes = Self.mutant(&stream)
      do {
        let file = try SafetensorsFile(bytes: bytes, file: "t")
        let count = file.tensors.values.reduce(0) { $0 + $1.values.count }
        #expect(2 * count <= bytes.count)
      } catch let error as CheckpointError {
        refused += 1
        #expect(!error.description.contains("\n") && error.description.hasPrefix("t: "))
      } catch {
        Issue.record("mutant \(index) gives \(error), which is not a CheckpointError")
      }
    }
    #expect((5000..<10_000).contains(refused), "mutants are neither all refused nor mostly read: \(refused)")
  }

  @Test("Every beginning of a file is refused")
  func beginnings() {
    for count in 0..<Self.original.count {
      let refusal = SafetensorsTests.refusal(Array(Self.original.prefix(count)))
      #expect(refusal != nil)
    }
  }
}
