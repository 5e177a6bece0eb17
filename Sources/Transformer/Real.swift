#if COUNTERWEIGHT_DOUBLE
  /// The numbers of a transformer, in the build of these sources that tests compare with finite differences.
  public typealias Real = Double
#else
  /// The numbers of a transformer: single precision.
  public typealias Real = Float
#endif
