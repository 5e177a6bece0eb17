// swift-tools-version: 6.3
import Foundation
import PackageDescription

/// OpenBLAS is used where it is installed; GSL's own CBLAS, slow but always there, takes its place otherwise.
let openBLASIsInstalled: Bool = {
  let roots = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/opt/openblas/lib"]
  let files = FileManager.default
  return roots.contains { root in
    let folders = [root] + ((try? files.contentsOfDirectory(atPath: root)) ?? []).map { "\(root)/\($0)" }
    return folders.contains { folder in
      files.fileExists(atPath: "\(folder)/libopenblas.so")
        || files.fileExists(atPath: "\(folder)/libopenblas.dylib")
    }
  }
}()

let settings: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "Counterweight",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Algorithms", targets: ["Rollouts", "Algorithms", "RolloutLogs"]),
    .library(name: "PolicyGradientTheory", targets: ["PolicyGradientTheory", "Policies", "Populations"]),
    .library(name: "Simulation", targets: ["Simulation", "RandomStreams"]),
    .executable(name: "counterweight", targets: ["counterweight"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries.
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(
      name: "CBLAS",
      cSettings: openBLASIsInstalled ? [.define("COUNTERWEIGHT_OPENBLAS")] : [],
      linkerSettings: [.linkedLibrary(openBLASIsInstalled ? "openblas" : "gslcblas")]),

    // Numbers.
    module("GSLNumerics", ["CGSL"]),
    module("RandomStreams", ["CGSL"]),
    module("RunStatistics", ["GSLNumerics", "RandomStreams"]),

    // Which prompts there are.
    module("Populations", ["GSLNumerics", "RandomStreams"]),

    // What an algorithm is.
    module("Rollouts"),
    module("Algorithms", ["Rollouts"]),
    module("RolloutLogs", ["Algorithms", "Rollouts"]),

    // Theory and simulation.
    module("Policies", ["Rollouts"]),
    module(
      "PolicyGradientTheory", ["Algorithms", "GSLNumerics", "Policies", "Populations", "Rollouts"]),
    module(
      "Simulation",
      ["Algorithms", "GSLNumerics", "Policies", "RandomStreams", "Rollouts", "RunStatistics"]),

    // Training; never imports the theory.
    module("Transformer", ["CBLAS", "RandomStreams"]),
    module("Checkpoints", ["Transformer"]),
    module("Tasks", ["RandomStreams"]),
    module("Training", ["Algorithms", "RandomStreams", "Rollouts", "Tasks", "Transformer"]),

    // Files and folders of runs.
    module(
      "RunFiles",
      [
        "Checkpoints", "GSLNumerics", "RandomStreams", "Transformer",
        .product(name: "Yams", package: "Yams"),
      ]),
    module(
      "TrainingRuns",
      [
        "Algorithms", "Checkpoints", "RandomStreams", "RunFiles", "Tasks", "Training", "Transformer",
        .product(name: "Yams", package: "Yams"),
      ]),

    // Where prediction meets measurement.
    module("Reporting"),
    module("AlgorithmReference", ["Algorithms", "Reporting", "Rollouts"]),
    module(
      "Studies",
      [
        "Algorithms", "Checkpoints", "GSLNumerics", "Policies", "PolicyGradientTheory", "Populations",
        "RandomStreams",
        "Reporting", "Rollouts", "RunFiles", "RunStatistics", "Simulation", "Tasks", "Training",
        "Transformer",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "counterweight",
      dependencies: [
        "AlgorithmReference", "Algorithms", "GSLNumerics", "Policies", "PolicyGradientTheory", "Populations",
        "Reporting", "RolloutLogs", "Rollouts", "RunFiles", "Simulation", "Studies", "Tasks", "Training",
        "TrainingRuns", "Transformer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Algorithms", "PolicyGradientTheory", "RandomStreams", "Reporting", "Rollouts", "Simulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Benchmarks", exclude: ["README.md"], swiftSettings: settings),

    // Tests.
    tests("RandomStreamsTests", ["RandomStreams"]),
    tests("GSLNumericsTests", ["GSLNumerics"], resources: [.copy("Reference")]),
    tests(
      "PopulationsTests", ["GSLNumerics", "Populations", "RandomStreams"], resources: [.copy("Reference")]),
    tests("RunStatisticsTests", ["RunStatistics", "RandomStreams"]),
    tests(
      "AlgorithmsTests", ["Algorithms", "RandomStreams", "Rollouts"], resources: [.copy("Peers")]),
    tests("RolloutLogsTests", ["Algorithms", "RolloutLogs", "Rollouts"]),
    tests("AlgorithmReferenceTests", ["AlgorithmReference", "Algorithms", "Reporting"]),
    tests("PoliciesTests", ["Policies"]),
    tests(
      "PolicyGradientTheoryTests",
      [
        "Algorithms", "GSLNumerics", "Policies", "PolicyGradientTheory", "Populations", "RandomStreams",
        "Rollouts", "Simulation",
      ],
      resources: [.copy("Reference")]),
    tests("TasksTests", ["Tasks", "RandomStreams"]),
    tests(
      "TrainingTests", ["Algorithms", "RandomStreams", "Rollouts", "Tasks", "Training", "Transformer"]),
    tests(
      "StudiesTests",
      [
        "Algorithms", "GSLNumerics", "Policies", "PolicyGradientTheory", "Populations", "RandomStreams",
        "RunFiles", "RunStatistics", "Studies",
      ], resources: [.copy("Resources")]),
    tests(
      "SimulationTests",
      ["Algorithms", "Policies", "RandomStreams", "Rollouts", "RunStatistics", "Simulation"],
      resources: [.copy("Reference")]),
    tests("CommandTests", ["counterweight"]),
    tests(
      "TrainingRunsTests",
      [
        "RunFiles", "Tasks", "Training", "TrainingRuns", .product(name: "Yams", package: "Yams"),
      ]),
    tests("TransformerTests", ["Transformer", "RandomStreams"]),
    tests(
      "CheckpointsTests", ["Checkpoints", "RandomStreams", "Transformer"], resources: [.copy("Fixtures")],
      exclude: ["make_fixture.py", "open_in_transformers.py"]),
    tests("ReportingTests", ["Reporting"]),
  ],
  swiftLanguageModes: [.v6]
)
