import ArgumentParser

/// Refuses rollouts per prompt out of range, where some are asked for.
func checkGroupSize(_ groupSize: Int?, largest: Int = 4096) throws {
  if let groupSize, !(1...largest).contains(groupSize) {
    throw ValidationError("--group-size is \(groupSize); it must be between 1 and \(largest)")
  }
}
