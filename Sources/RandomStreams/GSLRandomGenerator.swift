import CGSL

/// A path-addressed stream as a GSL generator, so that GSL's distributions draw from it.
///
/// GSL sees a generator type of its own, "philox4x32-10", with 32 random bits a call. Not safe to use from two
/// threads at once; open one stream per task instead.
public final class GSLRandomGenerator {
  private let generator: UnsafeMutablePointer<gsl_rng>

  /// A GSL generator that draws from `stream`.
  public init(_ stream: RandomStream) {
    generator = gsl_rng_alloc(PhiloxGeneratorType.pointer)
    PhiloxGeneratorType.state(of: generator.pointee.state).initialize(to: stream)
  }

  deinit {
    PhiloxGeneratorType.state(of: generator.pointee.state).deinitialize(count: 1)
    gsl_rng_free(generator)
  }

  /// A draw from the normal distribution with mean 0 and standard deviation 1 (GSL's ziggurat method).
  public func standardNormal() -> Double {
    gsl_ran_gaussian_ziggurat(generator, 1)
  }
}

/// The table of functions by which GSL calls a ``RandomStream``.
private enum PhiloxGeneratorType {
  // Written once, before its first use, and only read afterwards: GSL keeps the address, and so it is never freed.
  nonisolated(unsafe) static let pointer: UnsafePointer<gsl_rng_type> = {
    let type = UnsafeMutablePointer<gsl_rng_type>.allocate(capacity: 1)
    let name: StaticString = "philox4x32-10"
    type.initialize(
      to: gsl_rng_type(
        name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
        max: UInt(UInt32.max),
        min: 0,
        size: MemoryLayout<RandomStream>.size,
        set: { state, seed in
          PhiloxGeneratorType.state(of: state).initialize(to: StreamPath(seed: UInt64(seed)).stream())
        },
        get: { state in
          UInt(PhiloxGeneratorType.state(of: state).pointee.next() >> 32)
        },
        get_double: { state in
          PhiloxGeneratorType.state(of: state).pointee.uniform()
        }))
    return UnsafePointer(type)
  }()

  static func state(of raw: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<RandomStream> {
    guard let raw else { preconditionFailure("GSL allocated a generator without a state") }
    return raw.assumingMemoryBound(to: RandomStream.self)
  }
}
