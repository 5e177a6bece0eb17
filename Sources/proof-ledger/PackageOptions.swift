import ArgumentParser
import Foundation
import ProofLedger

/// Where the package is.
struct PackageOptions: ParsableArguments {
  @Option(help: "The package's folder.")
  var root = "."

  /// The files of the package.
  var laboratory: ProofLaboratory {
    ProofLaboratory(root: URL(fileURLWithPath: root))
  }
}
