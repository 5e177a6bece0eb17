import CGSL

/// Minima of smooth functions of several variables.
public enum Minimization {
  /// A point at which the gradient of a function is shorter than a tolerance, downhill from where the search began.
  ///
  /// The method of Broyden, Fletcher, Goldfarb and Shanno. Where it makes no more progress it begins again from the best
  /// point with an empty memory, at most eight times.
  ///
  /// - Parameters:
  ///   - objective: the function's value and gradient at a point; both finite.
  ///   - start: where the search begins, at least one number.
  ///   - gradientTolerance: the length of the gradient, above 0, at which the search ends.
  /// - Returns: the point and the function's value there.
  /// - Throws: ``NumericsError/minimumNotConverged(gradientNorm:asked:)``.
  ///
  /// Source: GSL, gsl_multimin_fdfminimizer_vector_bfgs2.
  public static func minimum(
    of objective: ([Double]) -> (value: Double, gradient: [Double]), from start: [Double],
    gradientTolerance: Double
  ) throws -> (point: [Double], value: Double) {
    GSL.errorHandlerIsOff
    return try withoutActuallyEscaping(objective) { objective in
      var evaluation = Evaluation(objective: objective)
      return try withUnsafeMutablePointer(to: &evaluation) { evaluation in
        try search(evaluation, from: start, gradientTolerance: gradientTolerance)
      }
    }
  }

  private static let restarts = 8
  private static let stepsBetweenRestarts = 400

  private static func search(
    _ evaluation: UnsafeMutablePointer<Evaluation>, from start: [Double], gradientTolerance: Double
  ) throws -> (point: [Double], value: Double) {
    guard
      let minimizer = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, start.count),
      let point = gsl_vector_alloc(start.count)
    else { preconditionFailure("no memory for a search in \(start.count) dimensions") }
    defer {
      gsl_multimin_fdfminimizer_free(minimizer)
      gsl_vector_free(point)
    }
    var function = gsl_multimin_function_fdf(
      f: { Evaluation.at($1).pointee.evaluate($0).value },
      df: { Evaluation.at($1).pointee.evaluate($0).store(into: $2) },
      fdf: { point, evaluation, value, gradient in
        let found = Evaluation.at(evaluation).pointee.evaluate(point)
        value?.pointee = found.value
        found.store(into: gradient)
      },
      n: start.count, params: evaluation)
    for (index, coordinate) in start.enumerated() { gsl_vector_set(point, index, coordinate) }
    var norm = Double.infinity
    return try withUnsafeMutablePointer(to: &function) { function in
      for _ in 0...restarts {
        gsl_multimin_fdfminimizer_set(minimizer, function, point, 0.1, 0.1)
        var steps = 0
        repeat {
          norm = length(minimizer.pointee.gradient)
          if norm <= gradientTolerance { break }
          steps += 1
        } while steps <= stepsBetweenRestarts
          && gsl_multimin_fdfminimizer_iterate(minimizer) == GSL_SUCCESS
        gsl_vector_memcpy(point, minimizer.pointee.x)
        if norm <= gradientTolerance {
          return (start.indices.map { gsl_vector_get(point, $0) }, minimizer.pointee.f)
        }
      }
      throw NumericsError.minimumNotConverged(gradientNorm: norm, asked: gradientTolerance)
    }
  }

  private static func length(_ vector: UnsafePointer<gsl_vector>?) -> Double {
    let coordinates = (0..<(vector?.pointee.size ?? 0)).map { gsl_vector_get(vector, $0) }
    return coordinates.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The objective as C calls it, with its last answer: GSL asks for value and gradient one after the other.
  private struct Evaluation {
    struct Answer {
      let value: Double
      let gradient: [Double]

      func store(into vector: UnsafeMutablePointer<gsl_vector>?) {
        for (index, slope) in gradient.enumerated() { gsl_vector_set(vector, index, slope) }
      }
    }

    let objective: ([Double]) -> (value: Double, gradient: [Double])
    private var lastPoint: [Double] = []
    private var lastAnswer = Answer(value: 0, gradient: [])

    init(objective: @escaping ([Double]) -> (value: Double, gradient: [Double])) {
      self.objective = objective
    }

    static func at(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Evaluation> {
      guard let pointer else { preconditionFailure("GSL lost the objective") }
      return pointer.assumingMemoryBound(to: Evaluation.self)
    }

    mutating func evaluate(_ vector: UnsafePointer<gsl_vector>?) -> Answer {
      let point = (0..<(vector?.pointee.size ?? 0)).map { gsl_vector_get(vector, $0) }
      if point != lastPoint {
        let found = objective(point)
        lastPoint = point
        lastAnswer = Answer(value: found.value, gradient: found.gradient)
      }
      return lastAnswer
    }
  }
}
