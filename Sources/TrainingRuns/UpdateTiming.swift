import Training

/// How fast an update was, which depends on the machine.
struct UpdateTiming: Encodable {
  let update: Int
  let seconds: Double
  let sampledTokensPerSecond: Double
  let trainedTokensPerSecond: Double

  init(_ metrics: UpdateMetrics, seconds: Double) {
    update = metrics.update
    self.seconds = seconds
    sampledTokensPerSecond = Double(metrics.sampledTokens) / seconds
    trainedTokensPerSecond = Double(metrics.trainedTokens) / seconds
  }
}
