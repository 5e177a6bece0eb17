/// How a gradient becomes a step of the logits.
public enum UpdateRule: String, Codable, Sendable, CaseIterable {
  /// θ += η g: gradient ascent.
  case plain
  /// θ += η g/|g| over all free logits; nothing where g = 0.
  case normalised
  /// θ += η sign(g) for every logit, with sign(0) = 0: what Adam without memory does.
  case sign
}
