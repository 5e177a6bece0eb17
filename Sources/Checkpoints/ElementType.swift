/// How a file of tensors stores a number, lowest byte first.
enum ElementType: String, CaseIterable {
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float64 = "F64"

  /// The bytes of a number.
  var size: Int {
    switch self {
    case .float32: 4
    case .float16, .bfloat16: 2
    case .float64: 8
    }
  }

  /// The numbers in a range of bytes, those of type F64 rounded to the nearest float.
  ///
  /// - Precondition: The range has a multiple of ``size`` bytes.
  func floats(in bytes: [UInt8], _ range: Range<Int>) -> [Float] {
    let starts = stride(from: range.lowerBound, to: range.upperBound, by: size)
    switch self {
    case .float32: return starts.map { Float(bitPattern: word(bytes, $0)) }
    case .float16: return starts.map { Float(half: word(bytes, $0)) }
    case .bfloat16: return starts.map { Float(bitPattern: UInt32(word(bytes, $0) as UInt16) << 16) }
    case .float64: return starts.map { Float(Double(bitPattern: word(bytes, $0))) }
    }
  }
}

/// The unsigned number that begins at a byte.
@inline(__always)
func word<Word: FixedWidthInteger>(_ bytes: [UInt8], _ start: Int) -> Word {
  var word: Word = 0
  for byte in 0..<(Word.bitWidth / 8) {
    word |= Word(truncatingIfNeeded: bytes[start + byte]) << Word(8 * byte)
  }
  return word
}

extension Float {
  /// The value of a number in half precision: 1 bit of sign, 5 of exponent, 10 of fraction.
  ///
  /// `Float16` is not there on every platform.
  init(half bits: UInt16) {
    let (exponent, fraction) = (Int(bits >> 10) & 31, Float(bits & 0x3ff))
    let magnitude: Float
    switch exponent {
    case 0: magnitude = fraction * 0x1p-24
    case 31: magnitude = fraction == 0 ? .infinity : .nan
    default: magnitude = Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction * 0x1p-10)
    }
    self = bits >> 15 == 0 ? magnitude : -magnitude
  }
}
