/// The numbers of a transformer: single precision, or double where the tests compile these sources for finite differences.
#if COUNTERWEIGHT_DOUBLE
  public typealias Real = Double
#else
  public typealias Real = Float
#endif
