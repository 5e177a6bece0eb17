/// The commands that give a name to something.
package enum DeclarationKind: String, Codable, Sendable {
  case theorem = "Theorem"
  case example = "Example"
  case lemma = "Lemma"
  case remark = "Remark"
  case fact = "Fact"
  case corollary = "Corollary"
  case proposition = "Proposition"
  case property = "Property"
  case definition = "Definition"
  case fixpoint = "Fixpoint"
  case cofixpoint = "CoFixpoint"
  case inductive = "Inductive"
  case coinductive = "CoInductive"
  case variant = "Variant"
  case record = "Record"
  case structure = "Structure"
  case typeClass = "Class"
  case instance = "Instance"
  case function = "Function"

  /// Whether users are told about it: a theorem, or an example that shows that hypotheses can be met.
  package var isListed: Bool { self == .theorem || self == .example }

  /// Whether it is a statement with a proof, of which only the statement matters.
  package var isProved: Bool {
    switch self {
    case .theorem, .example, .lemma, .remark, .fact, .corollary, .proposition, .property: true
    default: false
    }
  }
}
