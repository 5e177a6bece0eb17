import Foundation

/// The header of a file of tensors, checked against the length of the file.
struct SafetensorsHeader {
  /// A tensor in the file.
  struct Entry {
    let type: ElementType
    let shape: [Int]
    /// Where its bytes lie in the file.
    let range: Range<Int>
  }

  static let metadataKey = "__metadata__"
  /// The most bytes of a header, a limit of the format.
  static let greatestLength = 100_000_000

  let metadata: [String: String]
  let entries: [String: Entry]

  /// Reads and checks the header of a file.
  ///
  /// - Throws: ``CheckpointError/invalid(_:)`` naming the tensor, the value and what is legal.
  init(bytes: [UInt8], file: String) throws {
    func refuse(_ line: String) -> CheckpointError { .invalid("\(file): \(line)") }
    guard bytes.count >= 8 else {
      throw refuse("the file has \(bytes.count) bytes; the length of the header alone takes 8")
    }
    let length: UInt64 = word(bytes, 0)
    let greatest = min(Self.greatestLength, bytes.count - 8)
    guard length <= UInt64(greatest) else {
      throw refuse(
        "the header has \(length) bytes; in a file of \(bytes.count) bytes it has at most \(greatest)")
    }
    let start = 8 + Int(length)
    let text = bytes[8..<start]
    // A zero byte is no JSON, but makes the decoder guess that the text is not UTF-8.
    guard text.first == UInt8(ascii: "{"), !text.contains(0), String(validating: text, as: UTF8.self) != nil
    else { throw refuse("the header is not a JSON object in UTF-8; the file is damaged or of another kind") }
    let decoded: DecodedHeader
    do {
      decoded = try JSONDecoder().decode(DecodedHeader.self, from: Data(text))
    } catch {
      throw refuse("the header is damaged: \(jsonProblem(error))")
    }
    metadata = decoded.metadata
    entries = try Self.check(decoded, dataStart: start, dataCount: bytes.count - start, refuse: refuse)
  }

  private static func check(
    _ header: DecodedHeader, dataStart: Int, dataCount: Int, refuse: (String) -> CheckpointError
  ) throws -> [String: Entry] {
    let ordered = header.entries.sorted {
      ($0.value.dataOffsets, $0.key) < ($1.value.dataOffsets, $1.key)
    }
    var entries: [String: Entry] = [:]
    var end = 0
    for (name, entry) in ordered {
      guard let type = ElementType(rawValue: entry.dtype) else {
        let legal = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
        throw refuse("tensor '\(name)' has dtype '\(entry.dtype)'; it must be one of \(legal)")
      }
      let (shape, offsets) = (entry.shape.map(\.value), entry.dataOffsets)
      guard offsets.begin == end, offsets.end >= offsets.begin, offsets.end <= dataCount else {
        throw refuse(
          "tensor '\(name)' has data_offsets \(offsets); it must begin at \(end), where the one before"
            + " it ends, and end by \(dataCount)")
      }
      guard let size = byteCount(shape, type), size == offsets.end - offsets.begin else {
        throw refuse(
          "tensor '\(name)' has shape \(shape) of \(type.rawValue) and \(offsets.end - offsets.begin) bytes;"
            + " they must agree")
      }
      end = offsets.end
      entries[name] = Entry(
        type: type, shape: shape, range: (dataStart + offsets.begin)..<(dataStart + end))
    }
    guard end == dataCount else {
      throw refuse("the tensors end at byte \(end) of the data, which has \(dataCount); they must cover it")
    }
    return entries
  }

  /// The bytes of a tensor; nil where a size is negative, or where even the sizes that are not 0 are too many to count.
  private static func byteCount(_ shape: [Int], _ type: ElementType) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    var count = type.size
    for size in shape where size > 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }
}

/// A key of the header.
struct TensorName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

/// Where a tensor begins and ends.
private struct Offsets: Decodable, CustomStringConvertible, Comparable {
  let begin: Int
  let end: Int

  init(from decoder: any Decoder) throws {
    let offsets = try decoder.singleValueContainer().decode([WholeNumber].self)
    guard offsets.count == 2 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "two numbers"))
    }
    (begin, end) = (offsets[0].value, offsets[1].value)
  }

  var description: String { "[\(begin), \(end)]" }

  static func < (a: Offsets, b: Offsets) -> Bool { (a.begin, a.end) < (b.begin, b.end) }
}

/// The header as its text has it.
private struct DecodedHeader: Decodable {
  struct Entry: Decodable {
    let dtype: String
    let shape: [WholeNumber]
    let dataOffsets: Offsets

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  var metadata: [String: String] = [:]
  var entries: [String: Entry] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: TensorName.self)
    for key in container.allKeys {
      if key.stringValue == SafetensorsHeader.metadataKey {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }
}
