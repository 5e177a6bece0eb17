import RunFiles

extension OptimalBaselineParameters: CheckedParameters {
  /// Refuses what would fail, or never end, later.
  ///
  /// - Throws: ``RunError`` naming the first parameter out of range, its value and the legal range.
  func validate() throws {
    try require(exact.groupSize, in: 2...64, "exact.groupSize")
    try require(exact.batches, in: 3...1_000_000, "exact.batches")
    try exact.policies.forEach(validate)
    try requireNames(exact.policies.map(\.name), "exact.policies")
    try validate(training)
    try requireNames(training.levels.map(\.name), "training.levels")
  }

  private func validate(_ policy: PolicySpecification) throws {
    let key = "exact.policies '\(policy.name)'"
    if let shared = policy.sharedFeatures {
      try require(shared.features, in: 1...1000, "\(key).sharedFeatures.features")
      try require(shared.prompts, in: 1...1000, "\(key).sharedFeatures.prompts")
      try require(shared.maximumLength, in: 1...8, "\(key).sharedFeatures.maximumLength")
    }
    if let tree = policy.tree {
      try require(tree.maximumLength, in: 1...16, "\(key).tree.maximumLength")
      let vocabulary = tree.prefixes["root"]?.count ?? 0
      try require(
        (1...10).contains(vocabulary), "\(key).tree.prefixes.root", "\(vocabulary) long", "1 to 10 long")
      for prefix in tree.prefixes.keys.sorted() {
        let size = tree.prefixes[prefix]?.count ?? 0
        try require(
          size == vocabulary, "\(key).tree.prefixes.\(prefix)", "\(size) long",
          "\(vocabulary) long, like the root")
        let isPrefix =
          prefix == "root" || (!prefix.isEmpty && prefix.allSatisfy { "0123456789".contains($0) })
        try require(isPrefix, "\(key).tree.prefixes", "'\(prefix)'", "digits, or root")
      }
    }
  }

  private func validate(_ training: Training) throws {
    try require(training.seeds, in: 1...10_000, "training.seeds")
    try require(training.task.modulus, in: 2...1000, "training.task.modulus")
    try require(training.task.minimumDigits, in: 1...1000, "training.task.minimumDigits")
    try require(
      training.task.maximumDigits, in: training.task.minimumDigits...1000, "training.task.maximumDigits")
    try require(training.model.width, in: 2...4096, "training.model.width")
    try require(training.model.layers, in: 1...64, "training.model.layers")
    try require(training.model.heads, in: 1...64, "training.model.heads")
    try require(
      training.model.width.isMultiple(of: 2 * training.model.heads), "training.model.width",
      "\(training.model.width)", "a multiple of twice the heads, \(2 * training.model.heads)")
    try require(training.model.feedForwardWidth, in: 1...65_536, "training.model.feedForwardWidth")
    try require(training.warmUp.prompts, in: 1...65_536, "training.warmUp.prompts")
    try requirePositive(training.warmUp.learningRate, "training.warmUp.learningRate")
    try require(training.warmUp.maximumSteps, in: 0...100_000_000, "training.warmUp.maximumSteps")
    try require(training.reinforcement.groupSize, in: 2...4096, "training.reinforcement.groupSize")
    try require(training.reinforcement.prompts, in: 1...65_536, "training.reinforcement.prompts")
    try requirePositive(training.reinforcement.learningRate, "training.reinforcement.learningRate")
    try require(
      training.reinforcement.maximumSteps, in: 0...100_000_000, "training.reinforcement.maximumSteps")
    try require(training.probe.prompts, in: 1...65_536, "training.probe.prompts")
    try require(training.probe.groupSize, in: 2...4096, "training.probe.groupSize")
    try require(training.probe.batches, in: 3...1_000_000, "training.probe.batches")
    let parameterCount = try training.makeShape().parameterCount
    try require(
      parameterCount <= 20_000_000, "training.model", "a network of \(parameterCount) parameters",
      "at most 20000000 parameters")
    let kept = training.probe.batches * TrainedArm.allCases.count * parameterCount
    try require(
      kept <= 500_000_000, "training.probe.batches", "\(training.probe.batches)",
      "at most \(500_000_000 / TrainedArm.allCases.count / parameterCount) for this network, whose gradients are kept"
    )
    var last = 0.0
    for level in training.levels {
      try require(
        level.success > last && level.success < 1, "training.levels '\(level.name)'.success",
        "\(level.success)",
        "above \(last) and below 1, levels rising")
      last = level.success
    }
  }
}
