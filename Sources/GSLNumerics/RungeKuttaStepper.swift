import CGSL

/// GSL's stepper for one system of equations, not safe to use from two threads at once.
final class RungeKuttaStepper {
  private let equation: DifferentialEquation
  private let step: UnsafeMutablePointer<gsl_odeiv2_step>
  private let control: UnsafeMutablePointer<gsl_odeiv2_control>
  private let evolve: UnsafeMutablePointer<gsl_odeiv2_evolve>
  private var proposedStep: Double?
  private var failure: (any Error)?

  init(_ equation: DifferentialEquation) {
    GSL.errorHandlerIsOff
    guard let step = gsl_odeiv2_step_alloc(gsl_odeiv2_step_rk8pd, equation.dimension),
      let control = gsl_odeiv2_control_y_new(equation.absoluteTolerance, equation.relativeTolerance),
      let evolve = gsl_odeiv2_evolve_alloc(equation.dimension)
    else { preconditionFailure("no memory for \(equation.dimension) equations") }
    self.equation = equation
    self.step = step
    self.control = control
    self.evolve = evolve
  }

  deinit {
    gsl_odeiv2_evolve_free(evolve)
    gsl_odeiv2_control_free(control)
    gsl_odeiv2_step_free(step)
  }

  /// The knot after a knot, one step of acceptable error further, at most at `end`.
  ///
  /// - Throws: ``NumericsError/solutionNotConverged(reached:reason:)``; the error of the slope.
  func next(after knot: DifferentialSolution.Knot, to end: Double) throws -> DifferentialSolution.Knot {
    var time = knot.time
    var state = knot.state
    var length = try proposedStep ?? firstStep(from: knot, to: end)
    let status = withSystem { system in
      gsl_odeiv2_evolve_apply(evolve, control, step, &system, &time, end, &length, &state)
    }
    if let failure { throw failure }
    guard status == GSL_SUCCESS, time > knot.time else {
      throw NumericsError.solutionNotConverged(
        reached: knot.time,
        reason: status == GSL_SUCCESS ? "the step became too small" : String(cString: gsl_strerror(status)))
    }
    proposedStep = length
    return DifferentialSolution.Knot(time: time, state: state)
  }

  /// The state at a time, by one step from a knot.
  ///
  /// - Throws: the error of the slope.
  func state(after knot: DifferentialSolution.Knot, at time: Double) throws -> [Double] {
    guard time != knot.time else { return knot.state }
    var state = knot.state
    var errors = [Double](repeating: 0, count: equation.dimension)
    let status = withSystem { system in
      gsl_odeiv2_step_reset(step)
      return gsl_odeiv2_step_apply(step, knot.time, time - knot.time, &state, &errors, nil, nil, &system)
    }
    if let failure { throw failure }
    guard status == GSL_SUCCESS else {
      throw NumericsError.solutionNotConverged(
        reached: knot.time, reason: String(cString: gsl_strerror(status)))
    }
    return state
  }

  /// A first step that moves no component by more than a hundredth of 1 or of itself.
  private func firstStep(from knot: DifferentialSolution.Knot, to end: Double) throws -> Double {
    let slope = try equation.derivative(time: knot.time, state: knot.state)
    let length = zip(slope, knot.state).reduce(end - knot.time) { length, component in
      component.0 == 0 ? length : min(length, 0.01 * max(1, abs(component.1)) / abs(component.0))
    }
    return max(length, .leastNormalMagnitude)
  }

  private func withSystem(_ body: (inout gsl_odeiv2_system) -> Int32) -> Int32 {
    var system = gsl_odeiv2_system(
      function: { time, state, derivative, parameters in
        guard let state, let derivative, let parameters else { return Int32(GSL_EFAULT) }
        let stepper = Unmanaged<RungeKuttaStepper>.fromOpaque(parameters).takeUnretainedValue()
        return stepper.evaluate(time, state, into: derivative)
      }, jacobian: nil, dimension: equation.dimension, params: Unmanaged.passUnretained(self).toOpaque())
    return withExtendedLifetime(self) { body(&system) }
  }

  private func evaluate(
    _ time: Double, _ state: UnsafePointer<Double>, into derivative: UnsafeMutablePointer<Double>
  ) -> Int32 {
    let count = equation.dimension
    do {
      let slope = try equation.derivative(
        time: time, state: Array(UnsafeBufferPointer(start: state, count: count)))
      for index in 0..<count { derivative[index] = slope[index] }
      return Int32(GSL_SUCCESS)
    } catch {
      failure = error
      return Int32(GSL_EBADFUNC)
    }
  }
}
