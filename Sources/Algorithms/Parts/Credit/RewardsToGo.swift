import Rollouts

/// G_t = r_t + γ G_{t+1} over the positions of every response that count; 0 elsewhere.
func rewardsToGo(_ rewards: [Double], in tokens: ResponseTokens, discount: Double, gaps: Credit.Gaps)
  -> [Double]
{
  var returns = [Double](repeating: 0, count: rewards.count)
  for index in 0..<tokens.starts.count - 1 {
    var running = 0.0
    for position in tokens.positions(of: index).reversed() {
      if tokens.counts(position) {
        running = rewards[position] + discount * running
        returns[position] = running
      } else {
        switch gaps {
        case .skipped: break
        case .stepped: running *= discount
        case .reset: running = 0
        }
      }
    }
  }
  return returns
}
