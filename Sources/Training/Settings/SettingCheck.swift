/// Refuses settings, one line each.
enum SettingCheck {
  /// Refuses a setting unless a condition holds.
  ///
  /// - Throws: ``TrainingError/illegal(setting:value:legal:)``.
  static func require(_ condition: Bool, _ setting: String, _ value: Any, _ legal: String) throws {
    guard condition else { throw TrainingError.illegal(setting: setting, value: "\(value)", legal: legal) }
  }

  /// Refuses a number below a bound.
  static func require(_ value: Int, atLeast bound: Int, _ setting: String) throws {
    try require(value >= bound, setting, value, "\(bound) or more")
  }

  /// Refuses what is not finite and above 0.
  static func requirePositive(_ value: Double, _ setting: String) throws {
    try require(value > 0 && value.isFinite, setting, value, "a finite number above 0")
  }

  /// Refuses what is not finite and above 0 once it is a `Float`.
  static func requirePositiveFloat(_ value: Double, _ setting: String) throws {
    let single = Float(value)
    try require(
      single > 0 && single.isFinite, setting, value, "a finite number above 0, in single precision too")
  }

  /// Refuses what is not between 0 and 1.
  static func requireShare(_ value: Double, _ setting: String) throws {
    try require((0...1).contains(value), setting, value, "between 0 and 1")
  }
}
