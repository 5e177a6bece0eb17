/// What a person says of a theorem: which formula of the documentation it is, and where the formula is used.
package struct LedgerEntry: Codable, Equatable, Sendable {
  /// The theorem's name in Coq.
  package var theorem: String
  /// The number of the result in docs/theory.md, such as 1.2.
  package var result: String
  /// The formula in plain text, as the documentation writes it.
  package var formula: String
  /// The Swift symbols that compute it, such as `ScoreMoments.regret(baseline:)`.
  package var symbols: [String]
  /// Why there are no symbols.
  package var reason: String?
  /// The predictions of studies that rest on it, as study/prediction.
  package var claims: [String]
  /// The first 16 digits of the statement's digest when formula and statement were last compared.
  package var digest: String

  /// An entry.
  package init(
    theorem: String, result: String, formula: String, symbols: [String], reason: String? = nil,
    claims: [String], digest: String
  ) {
    self.theorem = theorem
    self.result = result
    self.formula = formula
    self.symbols = symbols
    self.reason = reason
    self.claims = claims
    self.digest = digest
  }

  /// An entry for a theorem that has none, in YAML, to be filled in; accepting it writes the digest.
  package static func stub(for theorem: TheoremStatement) -> String {
    """
    - theorem: \(theorem.name)
      result:
      formula:
      symbols: []
      claims: []
      digest: ""

    """
  }
}
