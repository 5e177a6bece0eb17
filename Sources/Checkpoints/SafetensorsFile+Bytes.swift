import Foundation

extension SafetensorsFile {
  /// The bytes of the file; equal tensors and notes give equal bytes.
  ///
  /// The header is filled up with spaces, so that the numbers begin at a multiple of 8.
  ///
  /// - Throws: ``CheckpointError/invalid(_:)`` where a tensor is called `__metadata__`, which means the notes.
  public func bytes() throws -> Data {
    guard tensors[SafetensorsHeader.metadataKey] == nil else {
      throw CheckpointError.invalid("a tensor is called '__metadata__', the name of the notes; rename it")
    }
    let ordered = tensors.sorted { $0.key < $1.key }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var header = try encoder.encode(WrittenHeader(tensors: ordered, metadata: metadata))
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + 4 * ordered.reduce(0) { $0 + $1.value.values.count })
    append(UInt64(header.count), to: &bytes)
    bytes.append(contentsOf: header)
    for (_, tensor) in ordered {
      for value in tensor.values { append(value.bitPattern, to: &bytes) }
    }
    return Data(bytes)
  }
}

@inline(__always)
private func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
  for byte in 0..<(Word.bitWidth / 8) {
    bytes.append(UInt8(truncatingIfNeeded: word >> Word(8 * byte)))
  }
}

private struct WrittenHeader: Encodable {
  let tensors: [(key: String, value: Tensor)]
  let metadata: [String: String]

  private struct Entry: Encodable {
    let dtype: String
    let shape: [Int]
    let dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: TensorName.self)
    if !metadata.isEmpty {
      try container.encode(metadata, forKey: TensorName(SafetensorsHeader.metadataKey))
    }
    var end = 0
    for (name, tensor) in tensors {
      let start = end
      end += ElementType.float32.size * tensor.values.count
      try container.encode(
        Entry(dtype: ElementType.float32.rawValue, shape: tensor.shape, dataOffsets: [start, end]),
        forKey: TensorName(name))
    }
  }
}
