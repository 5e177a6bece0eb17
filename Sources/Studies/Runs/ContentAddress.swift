import RandomStreams

/// A short name for content: two 64-bit FNV-1a hashes of its bytes, one over the reversed bytes, in hexadecimal.
///
/// It names the cells of one run directory; the file also carries what was hashed, so a collision is noticed.
func contentAddress(_ text: String) -> String {
  let digits = [fowlerNollVo(text.utf8), fowlerNollVo(text.utf8.reversed())].map { value in
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
  return String(digits.joined().prefix(24))
}
