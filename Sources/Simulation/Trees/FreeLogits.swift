/// Which logits a prefix of M tokens has.
public enum FreeLogits: String, Codable, Sendable, CaseIterable {
  /// One for every token: a softmax over M logits. Log-odds of two tokens then move by the difference of two steps.
  case onePerToken
  /// All but the last token that can occur, whose logit stays 0. With two tokens of probabilities q and 1 − q this is one
  /// sigmoid logit z, q = σ(z), with scores 1 − q and −q: the parametrisation of results 4.9 to 4.13.
  case oneFewer
}
