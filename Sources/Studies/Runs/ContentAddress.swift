/// A short name for content: two 64-bit FNV-1a hashes of its bytes, one over the reversed bytes, in hexadecimal.
///
/// It names the cells of one run directory; the file also carries what was hashed, so a collision is noticed.
func contentAddress(_ text: String) -> String {
  func hash(_ bytes: some Sequence<UInt8>) -> String {
    let value = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
  return String((hash(text.utf8) + hash(text.utf8.reversed())).prefix(24))
}
