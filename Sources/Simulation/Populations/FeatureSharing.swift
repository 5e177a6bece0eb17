/// How the logits of prompts hang together.
public enum FeatureSharing: Hashable, Sendable {
  /// Every prompt has a logit of its own.
  case none
  /// z_x = c_x + θ · φ_x with c_x the logit of the prompt's initial rate, θ = 0 at first, and φ_x random unit vectors of
  /// this many features: an update of one prompt moves the others by φ_x · φ_y.
  case features(Int)
}
