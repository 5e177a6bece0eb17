import Checkpoints
import Foundation
import Testing

@Suite("Files of tensors")
struct SafetensorsTests {
  /// The bytes of a file with the given header and data.
  static func file(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
    let count = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> UInt64(8 * $0)) } + Array(header.utf8) + data
  }

  static func refusal(_ bytes: [UInt8]) -> String? {
    TinyModel.refusal { try SafetensorsFile(bytes: bytes, file: "t") }
  }

  @Test("What is written is read again, to the same bits")
  func roundTrip() throws {
    let file = SafetensorsFile(
      tensors: [
        "b/\"ö": Tensor(shape: [2, 3], values: [0, -0.0, 1.5, .leastNonzeroMagnitude, -.infinity, .pi]),
        "a": Tensor(shape: [], values: [7]), "empty": Tensor(shape: [0, 4], values: []),
      ],
      metadata: ["step": "18446744073709551615"])
    let bytes = try file.bytes()
    let again = try SafetensorsFile(bytes: [UInt8](bytes), file: "t")
    #expect(again.metadata == file.metadata)
    #expect(again.tensors.mapValues(\.shape) == file.tensors.mapValues(\.shape))
    for (name, tensor) in file.tensors {
      #expect(again.tensors[name]?.values.map(\.bitPattern) == tensor.values.map(\.bitPattern))
    }
    let rewritten = try again.bytes()
    #expect(rewritten == bytes)
    #expect(bytes[0].isMultiple(of: 8), "numbers begin at a multiple of 8 bytes")
  }

  @Test("Half, brain and double precision become floats")
  func elementTypes() throws {
    func values(_ type: String, _ data: [UInt8], size: Int) throws -> [Float]? {
      let header =
        "{\"x\":{\"dtype\":\"\(type)\",\"shape\":[\(data.count / size)],\"data_offsets\":[0,\(data.count)]}}"
      return try SafetensorsFile(bytes: Self.file(header, data: data), file: "t").tensors["x"]?.values
    }
    func little(_ words: [UInt16]) -> [UInt8] { words.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }
    // 1, −2, the largest, the least normal, the least subnormal, 1/3, −0, ∞, not a number.
    let half = try values(
      "F16", little([0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x3555, 0x8000, 0x7c00, 0x7e00]), size: 2)
    let exact: [Float] = [1, -2, 65504, 0x1p-14, 0x1p-24, 0x1.554p-2, -0.0, .infinity]
    #expect(half?.dropLast().map(\.bitPattern) == exact.map(\.bitPattern))
    #expect(half?.last?.isNaN == true)
    let brain = try values("BF16", little([0x3f80, 0xc040, 0x7f80]), size: 2)
    #expect(brain == [1, -3, .infinity])
    let double = try values(
      "F64", [0.1, -1e300].flatMap { value in (0..<8).map { UInt8((value.bitPattern >> ($0 * 8)) & 255) } },
      size: 8)
    #expect(double == [0.1, -.infinity])
  }

  static let entry = "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}"

  @Test(
    "Every damage is one line",
    arguments: [
      ([1, 2, 3], "t: the file has 3 bytes; the length of the header alone takes 8"),
      (
        file("{}", length: .max),
        "t: the header has 18446744073709551615 bytes; in a file of 10 bytes it has at most 2"
      ),
      (file("{}", length: 3), "t: the header has 3 bytes; in a file of 10 bytes it has at most 2"),
      (
        file(""), "t: the header is not a JSON object in UTF-8; the file is damaged or of another kind"
      ),
      (
        file("[1]"), "t: the header is not a JSON object in UTF-8; the file is damaged or of another kind"
      ),
      (
        file("{\"\0\":1}"),
        "t: the header is not a JSON object in UTF-8; the file is damaged or of another kind"
      ),
      (file("{\"x\""), "t: the header is damaged: it is not valid JSON, or a number in it does not fit"),
      (file("{\"x\":3}"), "t: the header is damaged: x must be an object"),
      (
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}"),
        "t: the header is damaged: x.data_offsets is missing"
      ),
      (
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}"),
        "t: the header is damaged: x.shape[0] must be a whole number that fits into 64 bits"
      ),
      (
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[1e99],\"data_offsets\":[0,8]}}"),
        "t: the header is damaged: x.shape[0] must be a whole number that fits into 64 bits"
      ),
      (
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}"),
        "t: the header is damaged: x.shape must be a list"
      ),
      (
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}"),
        "t: the header is damaged: x.data_offsets must be two numbers"
      ),
      (
        file("{\"__metadata__\":{\"a\":1}}"), "t: the header is damaged: __metadata__.a must be text"
      ),
      (
        file(
          "{\"x\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
          data: .init(repeating: 0, count: 8)),
        "t: tensor 'x' has dtype 'I64'; it must be one of F32, F16, BF16, F64"
      ),
      (
        file("{\(entry)}", data: [0, 0, 0, 0]),
        "t: tensor 'x' has data_offsets [0, 8]; it must begin at 0, where the one before it ends, and end by 4"
      ),
      (
        file("{\(entry)}", data: .init(repeating: 0, count: 9)),
        "t: the tensors end at byte 8 of the data, which has 9; they must cover it"
      ),
      (
        file(
          "{\(entry),\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
          data: .init(repeating: 0, count: 12)),
        "t: tensor 'y' has data_offsets [4, 12]; it must begin at 8, where the one before it ends, and end by 12"
      ),
      (
        file(
          "{\(entry),\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
          data: .init(repeating: 0, count: 16)),
        "t: tensor 'y' has data_offsets [12, 16]; it must begin at 8, where the one before it ends, and end by 16"
      ),
      (
        file(
          "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
          data: .init(repeating: 0, count: 8)),
        "t: tensor 'x' has data_offsets [8, 0]; it must begin at 0, where the one before it ends, and end by 8"
      ),
      (
        file(
          "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
          data: .init(repeating: 0, count: 8)),
        "t: tensor 'x' has shape [-2] of F32 and 8 bytes; they must agree"
      ),
      (
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}"),
        "t: tensor 'x' has shape [4611686018427387904, 4] of F32 and 0 bytes; they must agree"
      ),
      (
        file(
          "{\"x\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,9223372036854775807,0],\"data_offsets\":[0,0]}}"
        ),
        "t: tensor 'x' has shape [9223372036854775807, 9223372036854775807, 0] of F32 and 0 bytes; they must agree"
      ),
      (
        file(
          "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
          data: .init(repeating: 0, count: 8)),
        "t: tensor 'x' has shape [3] of F32 and 8 bytes; they must agree"
      ),
    ] as [([UInt8], String)])
  func refuses(bytes: [UInt8], line: String) {
    #expect(Self.refusal(bytes) == line)
  }

  @Test("A header that is not UTF-8 is refused")
  func invalidText() {
    var bytes = Self.file("{\"xy\":1}")
    bytes[11] = 0xff
    #expect(
      Self.refusal(bytes)
        == "t: the header is not a JSON object in UTF-8; the file is damaged or of another kind")
  }

  @Test("What is asked for must be there, of its shape, and finite")
  func finiteTensors() throws {
    let file = SafetensorsFile(tensors: ["x": Tensor(shape: [2], values: [1, .nan])])
    #expect(
      TinyModel.refusal { try file.finiteTensor("y", shape: [1], file: "t") }
        == "t: tensor 'y' is missing; it must have shape [1]")
    #expect(
      TinyModel.refusal { try file.finiteTensor("x", shape: [1, 2], file: "t") }
        == "t: tensor 'x' has shape [2]; it must be [1, 2]")
    #expect(
      TinyModel.refusal { try file.finiteTensor("x", shape: [2], file: "t") }
        == "t: tensor 'x' holds nan at position 1; it must be finite")
  }

  @Test("Files that are missing, or folders, are refused")
  func missingFiles() throws {
    try TinyModel.withFolder { folder in
      let absent = folder.appendingPathComponent("absent")
      #expect(
        TinyModel.refusal { try SafetensorsFile(contentsOf: absent) }
          == "there is no file \(absent.relativePath)")
      #expect(
        TinyModel.refusal { try SafetensorsFile(contentsOf: folder) }
          == "\(folder.relativePath) is a folder; name a file")
      #expect(
        TinyModel.refusal { try SafetensorsFile(tensors: [:]).write(to: absent.appendingPathComponent("x")) }
          == "cannot write \(absent.relativePath)/x: No such file or directory")
    }
  }
}
