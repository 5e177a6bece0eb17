/// The package itself.
public enum Counterweight {
  /// The version, as in the CHANGELOG.
  public static let version = "0.1.0"
}
