import Foundation
import RunFiles
import Simulation
import Yams

/// What is simulated: prompts, algorithms, steps; as a file or the command line says it.
public struct PopulationExperiment: Hashable, Sendable {
  /// The success rate of every prompt before the first update, strictly between 0 and 1.
  public var rates: [Double]
  /// The algorithms, by names of the catalogue or files.
  public var algorithms: [String]
  /// n, rollouts of every prompt in every update.
  public var groupSize: Int
  /// η.
  public var stepSize: Double
  /// How many updates there are; 200 unless given.
  public var steps = 200
  /// How often everything is repeated with other random numbers; 20 unless given.
  public var replicates = 20
  /// What a step is measured in; vanilla unless given.
  public var mobility = StepMetric.vanilla
  /// The number of features that prompts share; nil where every prompt has a logit of its own.
  public var sharedFeatures: Int?
  /// A mean success rate whose first passage is timed; nil for none.
  public var target: Double?
  /// The root of all random numbers; 1 unless given.
  public var seed: UInt64 = 1

  /// An experiment with everything else at its default.
  public init(rates: [Double], algorithms: [String], groupSize: Int, stepSize: Double) {
    self.rates = rates
    self.algorithms = algorithms
    self.groupSize = groupSize
    self.stepSize = stepSize
  }

  /// The experiment that a YAML file describes.
  ///
  /// - Throws: ``RunError`` where the file is missing, is not YAML, lacks a key, or has an unknown one.
  public static func read(_ url: URL) throws -> PopulationExperiment {
    let file = url.lastPathComponent
    let text = try readText(
      url, needs: "a simulation needs rates, algorithms, groupSize and stepSize",
      advice: "docs/examples/three-prompts.yml shows what it holds")
    let experiment = try decodeYAML(PopulationExperiment.self, from: text, file: file)
    try composeYAML(text, file: file)?.rejectUnknownKeys(knownFrom: experiment, file: file)
    return experiment
  }

  /// Checks what no single simulation sees.
  ///
  /// - Throws: ``RunError`` for the first number out of range.
  func validate() throws {
    guard !algorithms.isEmpty else {
      throw RunError(.badData, "there are no algorithms; give at least one")
    }
    guard (1...100_000).contains(replicates) else {
      throw RunError(
        .badData, "the number of replicates is \(replicates); it must be between 1 and 100000")
    }
    if let target, !(target > 0 && target < 1) {
      throw RunError(.badData, "the target is \(target); it must be between 0 and 1, both excluded")
    }
  }
}

extension PopulationExperiment: Codable {
  private enum CodingKeys: String, CodingKey {
    case rates, algorithms, groupSize, stepSize, steps, replicates, mobility, sharedFeatures, target, seed
  }

  /// Reads an experiment; keys with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      rates: try container.decode([Double].self, forKey: .rates),
      algorithms: try container.decode([String].self, forKey: .algorithms),
      groupSize: try container.decode(Int.self, forKey: .groupSize),
      stepSize: try container.decode(Double.self, forKey: .stepSize))
    steps = try container.decodeIfPresent(Int.self, forKey: .steps) ?? steps
    replicates = try container.decodeIfPresent(Int.self, forKey: .replicates) ?? replicates
    if let name = try container.decodeIfPresent(String.self, forKey: .mobility) {
      guard let metric = StepMetric(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .mobility, in: container, debugDescription: "it is \(name); it must be natural or vanilla")
      }
      mobility = metric
    }
    sharedFeatures = try container.decodeIfPresent(Int.self, forKey: .sharedFeatures)
    target = try container.decodeIfPresent(Double.self, forKey: .target)
    seed = try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? seed
  }

  /// Writes every key, with null where there is nothing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rates, forKey: .rates)
    try container.encode(algorithms, forKey: .algorithms)
    try container.encode(groupSize, forKey: .groupSize)
    try container.encode(stepSize, forKey: .stepSize)
    try container.encode(steps, forKey: .steps)
    try container.encode(replicates, forKey: .replicates)
    try container.encode(mobility, forKey: .mobility)
    try container.encode(sharedFeatures, forKey: .sharedFeatures)
    try container.encode(target, forKey: .target)
    try container.encode(seed, forKey: .seed)
  }
}
