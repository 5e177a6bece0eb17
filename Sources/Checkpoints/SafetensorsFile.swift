import Foundation

/// Named tensors in the form that Hugging Face calls safetensors, with notes.
///
/// The file: 8 bytes for the length N of the header, lowest first; N bytes of JSON,
/// `{"name": {"dtype", "shape", "data_offsets": [begin, end]}, …, "__metadata__": {"key": "text"}}`; the numbers, in the
/// order of their offsets, without gaps. Numbers of type F32, F16, BF16 and F64 are read, all into floats; written is F32,
/// in the order of the names.
///
/// Source: the safetensors format, github.com/huggingface/safetensors.
public struct SafetensorsFile: Sendable, Equatable {
  /// The tensors by name.
  public var tensors: [String: Tensor]
  /// Notes by key: exact numbers such as counters can stand here as text.
  public var metadata: [String: String]

  /// The given tensors and notes.
  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// - Throws: ``CheckpointError`` where the file is missing, cannot be read, or is not of this form; every offset and
  ///   size is checked before memory for it is taken.
  public init(contentsOf url: URL) throws {
    try self.init(bytes: [UInt8](readFile(url)), file: url.lastPathComponent)
  }

  /// The tensors that the bytes of a file hold.
  ///
  /// - Parameter file: What error messages call it.
  /// - Throws: ``CheckpointError/invalid(_:)`` where they do not have the form.
  public init(bytes: [UInt8], file: String) throws {
    let header = try SafetensorsHeader(bytes: bytes, file: file)
    metadata = header.metadata
    tensors = header.entries.mapValues { entry in
      Tensor(shape: entry.shape, values: entry.type.floats(in: bytes, entry.range))
    }
  }

  /// The tensor of a name and shape.
  ///
  /// - Parameter file: What the error message calls the file.
  /// - Throws: ``CheckpointError/invalid(_:)`` where there is none, it has another shape, or a value is not finite.
  public func finiteTensor(_ name: String, shape: [Int], file: String) throws -> [Float] {
    guard let tensor = tensors[name] else {
      throw CheckpointError.invalid("\(file): tensor '\(name)' is missing; it must have shape \(shape)")
    }
    guard tensor.shape == shape else {
      throw CheckpointError.invalid(
        "\(file): tensor '\(name)' has shape \(tensor.shape); it must be \(shape)")
    }
    guard let position = tensor.values.firstIndex(where: { !$0.isFinite }) else { return tensor.values }
    throw CheckpointError.invalid(
      "\(file): tensor '\(name)' holds \(tensor.values[position]) at position \(position); it must be finite")
  }

  /// Writes the file whole or not at all.
  ///
  /// - Throws: ``CheckpointError/inputOutput(_:)`` where that fails, as on a full disk; an earlier file is then untouched.
  public func write(to url: URL) throws {
    try AtomicFile.write(try bytes(), to: url)
  }
}
