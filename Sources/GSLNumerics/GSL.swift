import CGSL

/// The GNU Scientific Library as this package uses it.
public enum GSL {
  /// The version of the library that is linked, such as "2.7.1".
  public static var version: String { String(cString: gsl_version) }

  /// Turns off GSL's own error handler, which would end the process; touched before every call that can fail.
  static let errorHandlerIsOff: Void = {
    gsl_set_error_handler_off()
  }()
}
