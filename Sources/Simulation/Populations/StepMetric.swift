/// What the size of a step is measured in, which decides how far a prompt moves for a gradient g in its logit.
public enum StepMetric: String, Codable, Sendable, CaseIterable {
  /// The logit itself, z += η g: plain gradient ascent. In the mean field dρ/dt = Ω_n(ρ) (ρ(1 − ρ))².
  case vanilla
  /// The Fisher information ρ(1 − ρ) of the logit, z += η g / (ρ(1 − ρ)): the natural gradient. In the mean field
  /// dρ/dt = Ω_n(ρ) ρ(1 − ρ). A rare success at small ρ makes a long step, of the order of η/ρ.
  case natural
}
