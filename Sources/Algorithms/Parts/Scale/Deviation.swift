/// A standard deviation, with every convention that implementations disagree on.
public struct Deviation: Hashable, Sendable {
  /// What the sum of squares is divided by.
  public enum Divisor: String, CaseIterable, Sendable {
    /// N: the deviation of these numbers.
    case population
    /// N − 1: Bessel's correction.
    case sample
  }

  /// Where the ε goes that keeps a small deviation from dividing.
  public enum EpsilonPlacement: String, CaseIterable, Sendable {
    /// s + ε.
    case outsideRoot
    /// √(s² + ε).
    case insideRoot
    /// √max(s², ε).
    case floor
  }

  /// What the sum of squares is divided by.
  public var divisor: Divisor
  /// ε ≥ 0.
  public var epsilon: Double
  /// Where ε goes.
  public var epsilonPlacement: EpsilonPlacement

  /// A deviation of these conventions.
  public init(_ divisor: Divisor, epsilon: Double = 0, placement: EpsilonPlacement = .outsideRoot) {
    self.divisor = divisor
    self.epsilon = epsilon
    epsilonPlacement = placement
  }

  /// The number that is divided by; not defined for one number under ``Divisor/sample``.
  func value(of moments: Moments) -> Double {
    // 1 − 1/N instead of (N − 1)/N: a distribution has infinitely many.
    let variance = divisor == .population ? moments.variance : moments.variance / (1 - 1 / moments.count)
    return switch epsilonPlacement {
    case .outsideRoot: variance.squareRoot() + epsilon
    case .insideRoot: (variance + epsilon).squareRoot()
    case .floor: max(variance, epsilon).squareRoot()
    }
  }

  var summary: String {
    let epsilon =
      epsilon == 0 ? "" : " \(epsilonPlacement == .floor ? "at least" : "+") \(Setting.number(epsilon))"
    return switch epsilonPlacement {
    case .outsideRoot: "\(divisor.rawValue) deviation\(epsilon)"
    case .insideRoot, .floor: "√(\(divisor.rawValue) variance\(epsilon))"
    }
  }
}

extension PartRecord {
  func adding(_ deviation: Deviation) -> PartRecord {
    var record = self
    record.fields += [
      Field(name: "deviation", value: .text(deviation.divisor.rawValue)),
      Field(name: "epsilon", value: .number(deviation.epsilon)),
      Field(name: "epsilonPlacement", value: .text(deviation.epsilonPlacement.rawValue)),
    ]
    return record
  }

  func deviation() throws -> Deviation {
    Deviation(
      try word("deviation"), epsilon: try number("epsilon", in: 0...(.infinity)),
      placement: try word("epsilonPlacement"))
  }
}
