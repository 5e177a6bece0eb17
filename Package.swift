// swift-tools-version: 6.3
import Foundation
import PackageDescription

/// The kernels of the transformer are compiled for the vector instructions of the processor that builds, or for any
/// 64-bit processor where COUNTERWEIGHT_BASELINE is set in the environment.
let vectorSettings: [SwiftSetting] = {
  guard Context.environment["COUNTERWEIGHT_BASELINE"] == nil,
    let description = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
    let line = description.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
  else { return [] }
  let features = Set(line.split(separator: " "))
  func flags(_ names: [String]) -> [String] { names.flatMap { ["-Xcc", "-m\($0)"] } }
  guard features.isSuperset(of: ["avx2", "fma"]) else { return [] }
  guard features.isSuperset(of: ["avx512f", "avx512bw", "avx512dq", "avx512vl"]) else {
    return [.define("COUNTERWEIGHT_FMA"), .unsafeFlags(flags(["avx2", "fma"]))]
  }
  return [
    .define("COUNTERWEIGHT_FMA"), .define("COUNTERWEIGHT_AVX512"),
    .unsafeFlags(flags(["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"])),
  ]
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
    // The C library.
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),

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
    .target(
      name: "Transformer", dependencies: ["RandomStreams"], swiftSettings: settings + vectorSettings),
    module("Checkpoints", ["Transformer"]),
    module("Tasks", ["RandomStreams"]),
    .target(
      name: "Training", dependencies: ["Algorithms", "RandomStreams", "Rollouts", "Tasks", "Transformer"],
      swiftSettings: settings + vectorSettings),

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
    module(
      "TrainingBenchmarks",
      [
        "Algorithms", "RandomStreams", "Reporting", "Rollouts", "Tasks", "Training", "TrainingRuns",
        "Transformer",
      ]),
    .executableTarget(
      name: "counterweight",
      dependencies: [
        "AlgorithmReference", "Algorithms", "GSLNumerics", "Policies", "PolicyGradientTheory", "Populations",
        "Reporting", "RolloutLogs", "Rollouts", "RunFiles", "Simulation", "Studies", "Tasks", "Training",
        "TrainingBenchmarks", "TrainingRuns", "Transformer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Algorithms", "PolicyGradientTheory", "RandomStreams", "Reporting", "Rollouts", "Simulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Benchmarks", exclude: ["README.md", "compare-training.py"], swiftSettings: settings),

    // The proofs, held against what is said of them.
    module("ProofLedger", ["RunFiles"]),
    .executableTarget(
      name: "proof-ledger",
      dependencies: [
        "ProofLedger", "RunFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

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
    // The transformer again in double precision, for finite differences: the same sources behind a link.
    .target(
      name: "TransformerDouble", dependencies: ["RandomStreams"], path: "Tests/TransformerDouble",
      swiftSettings: settings + [.define("COUNTERWEIGHT_DOUBLE")]),
    tests("TransformerDoubleTests", ["Algorithms", "RandomStreams", "Rollouts", "TransformerDouble"]),
    tests(
      "CheckpointsTests", ["Checkpoints", "RandomStreams", "Transformer"], resources: [.copy("Fixtures")],
      exclude: ["make_fixture.py", "open_in_transformers.py"]),
    tests("ReportingTests", ["Reporting"]),
    tests("ProofLedgerTests", ["ProofLedger", "RunFiles"]),
  ],
  swiftLanguageModes: [.v6]
)
