/// The processor instructions for which the package was compiled; the last bits of trained numbers depend on them.
public enum VectorInstructions {
  /// The name of the instruction set: "AVX-512", "AVX2", "NEON", or "baseline", which is correct and several times slower.
  public static var name: String {
    #if COUNTERWEIGHT_AVX512
      "AVX-512"
    #elseif COUNTERWEIGHT_FMA
      "AVX2"
    #elseif arch(arm64)
      "NEON"
    #else
      "baseline"
    #endif
  }

  /// Whether products and sums are made in one instruction and one rounding.
  public static var fusesProducts: Bool { name != "baseline" }
}
