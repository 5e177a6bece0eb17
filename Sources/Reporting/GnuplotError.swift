import Foundation

/// Why a figure could not be drawn.
public enum GnuplotError: Error, Equatable, LocalizedError, CustomStringConvertible {
  /// There is no gnuplot to run.
  case notInstalled
  /// gnuplot ran and gave no figure; the message is its own.
  case failed(message: String)

  /// What went wrong and, where that helps, what to install.
  public var description: String {
    switch self {
    case .notInstalled:
      "gnuplot is not installed; install gnuplot-nox (Debian, Ubuntu) or gnuplot (Homebrew) to draw figures"
    case .failed(let message): "gnuplot failed: \(message)"
    }
  }

  /// The same text as ``description``.
  public var errorDescription: String? { description }
}
