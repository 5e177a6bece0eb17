import CGSL

/// A Swift function as GSL calls it: after its first failure it is not called again, because C cannot be left by an error.
final class FunctionCallback {
  private let function: (Double) throws -> Double
  private let valueAfterFailure: Double
  private var failure: (any Error)?

  private init(_ function: @escaping (Double) throws -> Double, valueAfterFailure: Double) {
    self.function = function
    self.valueAfterFailure = valueAfterFailure
  }

  /// Runs `body` with a C function that calls `function`.
  ///
  /// - Parameter valueAfterFailure: what C is told once the function has failed.
  /// - Throws: the first error of the function, or what `body` throws.
  static func withFunction<Result>(
    _ function: (Double) throws -> Double, valueAfterFailure: Double,
    _ body: (inout gsl_function, FunctionCallback) throws -> Result
  ) throws -> Result {
    try withoutActuallyEscaping(function) { function in
      let callback = FunctionCallback(function, valueAfterFailure: valueAfterFailure)
      return try withExtendedLifetime(callback) {
        var cFunction = gsl_function(
          function: { x, parameters in
            guard let parameters else { return .nan }
            return Unmanaged<FunctionCallback>.fromOpaque(parameters).takeUnretainedValue().value(at: x)
          }, params: Unmanaged.passUnretained(callback).toOpaque())
        let result = Swift.Result { try body(&cFunction, callback) }
        try callback.rethrow()
        return try result.get()
      }
    }
  }

  /// Throws the function's error, if it has failed.
  func rethrow() throws {
    if let failure { throw failure }
  }

  private func value(at x: Double) -> Double {
    guard failure == nil else { return valueAfterFailure }
    do {
      return try function(x)
    } catch {
      failure = error
      return valueAfterFailure
    }
  }
}
