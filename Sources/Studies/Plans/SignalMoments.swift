/// Means over the prompts that decide how much a step is worth.
struct SignalMoments {
  /// E[Ω G] with G = |∇ρ|² = (ρ(1 − ρ))².
  private(set) var alignment = 0.0
  /// E[Ω² G].
  private(set) var signal = 0.0
  /// E[G].
  private(set) var squaredGradient = 0.0
  /// E[Var g].
  private(set) var noise = 0.0

  /// Adds prompts of a share and a log-odds.
  mutating func add(_ rule: PlannedRule, scoreSpread: Double, rate: Double, logit: Double, weight: Double) {
    let response = rule.response(atLogit: logit)
    let squared = rate * rate * (1 - rate) * (1 - rate)
    alignment += weight * response.weight * squared
    signal += weight * response.weight * response.weight * squared
    squaredGradient += weight * squared
    noise += weight * (response.variance + scoreSpread * response.variancePerSpread)
  }

  init(of rates: PromptRates, under rule: PlannedRule, scoreSpread: Double) {
    for atom in rates.atoms {
      add(rule, scoreSpread: scoreSpread, rate: atom.rate, logit: atom.logit, weight: atom.weight)
    }
  }

  init() {}

  /// s = E[Ω² G]/E[Ω² G + Var g], the share of a group's squared gradient that is signal; 0 without any gradient.
  var signalShare: Double { signal > 0 ? signal / (signal + noise) : 0 }

  /// Ω̄ = √(E[Ω² G]/E[G]), an algorithm's overall scale.
  var scale: Double { (signal / squaredGradient).squareRoot() }

  /// (E Ω G)²/E[Ω² G + Var g]: how much a group improves the mean success rate under the best step; 0 without a gradient.
  var signalPerGroup: Double { signal + noise > 0 ? alignment * alignment / (signal + noise) : 0 }
}
