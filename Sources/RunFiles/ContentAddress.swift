import RandomStreams

/// A short name for content: two 64-bit FNV-1a hashes of its bytes, one over the reversed bytes, in hexadecimal.
///
/// It names the cells of one run directory; the file also carries what was hashed, so a collision is noticed.
package func contentAddress(_ text: String) -> String {
  contentAddress(Array(text.utf8))
}

/// The same for any bytes.
package func contentAddress(_ bytes: [UInt8]) -> String {
  let digits = [fowlerNollVo(bytes), fowlerNollVo(bytes.reversed())].map { value in
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
  return String(digits.joined().prefix(24))
}
