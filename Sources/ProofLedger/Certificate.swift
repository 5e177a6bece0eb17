import RunFiles

/// A number that a theorem of Proofs/Certified proves, exactly or to a number of decimal places.
package struct Certificate: Equatable, Sendable {
  /// What a field of certified.json holds.
  package enum Field: Encodable, Equatable, Sendable {
    case text(String)
    case number(Int)
    case numbers([Int])

    /// Writes the text or the number alone.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .numbers(let numbers): try container.encode(numbers)
      }
    }
  }

  /// The theorem's name in Coq.
  package let theorem: String
  /// The file, as a path inside the folder of proofs.
  package let file: String
  /// The number: a fraction, or a decimal whose last place is rounded.
  package let value: String
  /// What has this value, as Coq writes it.
  package let expression: String
  /// The entry of certified.json: the quantity, its inputs and its value.
  package private(set) var fields: [String: Field]

  /// What kind of number it is, such as effective weight; empty for none.
  package var quantity: String {
    if case .text(let name) = fields["quantity"] { name } else { "" }
  }

  /// The certificate in a theorem: `encloses digits places x`, or x = a/b, where x is a quantity that tests know.
  ///
  /// - Throws: `RunError` where the theorem states anything else.
  package init(_ statement: TheoremStatement, _ term: CoqTerm) throws {
    theorem = statement.name
    file = statement.file
    fields = ["theorem": .text(theorem), "file": .text(file)]
    let quantity: CoqTerm
    switch term {
    case .application(.word("encloses"), let arguments)
    where arguments.count == 3 && arguments[0].fraction != nil:
      guard let digits = arguments[0].fraction, let places = arguments[1].fraction.flatMap(Int.init) else {
        throw Self.unknown(statement)
      }
      value = Self.decimal(digits, places)
      quantity = arguments[2]
      fields["digits"] = .text(digits)
      fields["places"] = .number(places)
    case .infix(let left, "=", let right):
      guard let fraction = right.fraction else { throw Self.unknown(statement) }
      value = fraction
      quantity = left
      let parts = fraction.split(separator: "/")
      fields["numerator"] = .text(String(parts[0]))
      fields["denominator"] = .text(parts.count > 1 ? String(parts[1]) : "1")
    default: throw Self.unknown(statement)
    }
    expression = quantity.text
    guard read(quantity: quantity) else { throw Self.unknown(statement) }
  }

  /// The refusal of a theorem that is not a certificate.
  static func unknown(_ statement: TheoremStatement) -> RunError {
    RunError(
      .badData,
      "Proofs/\(statement.file): \(statement.name) states no number that certified.json can hold; add it to Certificate.swift"
    )
  }

  private static func decimal(_ digits: String, _ places: Int) -> String {
    if digits.hasPrefix("-") { return "-" + decimal(String(digits.dropFirst()), places) }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return places == 0 ? padded : "\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// What an argument of a quantity or a rule is.
  private enum Argument {
    /// A name, or the last argument of a call: `natural` in `mobility_of natural`.
    case name(String)
    case count(String)
    case fraction(String)
    case rule
    /// A rule that waits for the size of the batch.
    case batchRule
    case weight
    /// The four weights of `token_policy`.
    case outcomes
    /// The other prompts of a batch, all of one rate: `repeat (bernoulli rate range) count`.
    case others
    /// The name alone.
    case exactly(String)
    case ignored
  }

  private static let quantities: [String: (name: String, arguments: [Argument])] = [
    "effective_weight": ("effective weight", [.count("n"), .rule, .fraction("rho")]),
    "implicit_objective": ("implicit objective", [.count("n"), .rule, .fraction("rho")]),
    "bernstein_coefficient": ("Bernstein coefficient", [.rule, .count("j")]),
    "least_time_product": (
      "least time product", [.name("clock"), .name("mobility"), .fraction("from"), .fraction("to")]
    ),
    "measured_least_time_product": (
      "least time product",
      [.name("clock"), .name("mobility"), .name("density"), .fraction("from"), .fraction("to")]
    ),
    "time_ratio": (
      "time ratio", [.name("clock"), .name("mobility"), .weight, .fraction("from"), .fraction("to")]
    ),
    "success_rate": ("success rate", [.name("table"), .ignored]),
    "mean_squared_score": ("mean squared score", [.name("table"), .ignored, .ignored]),
    "optimal_baseline": ("optimal baseline", [.name("table"), .ignored, .ignored, .ignored]),
    "length_weighted_baseline": (
      "length-weighted baseline", [.name("table"), .fraction("exponent"), .ignored, .ignored]
    ),
    "rollout_variance": (
      "rollout variance", [.name("table"), .ignored, .ignored, .ignored, .fraction("baseline")]
    ),
    "five_response_variance": ("group variance", [.count("n"), .rule]),
    "penalty_probability": ("penalty probability", ofGroups),
    "penalty_mass": ("penalty mass", ofGroups),
    "logit_decrease_probability": ("logit decrease probability", ofGroups),
    "logit_decrease_mass": ("logit decrease mass", ofGroups),
    "mean_coefficient": ("mean coefficient", ofGroups),
    "mean_logit_gradient": ("mean logit gradient", ofGroups),
    "batch_penalty_probability": ("batch penalty probability", ofBatches),
    "batch_penalty_mass": ("batch penalty mass", ofBatches),
    "batch_reward_mass": ("batch reward mass", ofBatches),
  ]

  /// A token in a group of its prompt's rollouts; outcomes are pairs (token used, reward).
  private static let ofGroups: [Argument] = [
    .outcomes, .rule, .exactly("snd"), .exactly("fst"), .count("n"),
  ]
  /// A token in a batch of single rollouts.
  private static let ofBatches: [Argument] = [
    .outcomes, .exactly("snd"), .exactly("fst"), .others, .batchRule,
  ]

  private static let rules: [String: [Argument]] = [
    "grpo_epsilon": [.count("n"), .fraction("epsilon")],
    "reinforce_rej": [.fraction("baseline"), .count("n")],
    "pass_at_k": [.count("k"), .count("n")],
    "constant_baseline": [.fraction("baseline")],
  ]

  private mutating func read(quantity term: CoqTerm) -> Bool {
    if case .infix(let left, "-", let right) = term {
      guard left.call?.head == "rollout_variance", right.call?.head == "rollout_variance",
        left.call?.arguments.dropLast() == right.call?.arguments.dropLast(),
        let optimum = right.call?.arguments.last?.fraction, read(quantity: left)
      else { return false }
      fields["quantity"] = .text("excess variance")
      fields["optimum"] = .text(optimum)
      return true
    }
    guard let call = term.call, let quantity = Self.quantities[call.head] else { return false }
    fields["quantity"] = .text(quantity.name)
    if call.head == "five_response_variance" { fields["table"] = .text("five_response_table") }
    return read(call.arguments, as: quantity.arguments)
  }

  private mutating func read(_ terms: [CoqTerm], as arguments: [Argument]) -> Bool {
    guard terms.count == arguments.count else { return false }
    for (term, argument) in zip(terms, arguments) {
      switch argument {
      case .ignored: break
      case .name(let key):
        guard let call = term.call, let name = (call.arguments.last ?? term).call?.head else { return false }
        fields[key] = .text(name)
      case .count(let key):
        guard let count = term.fraction.flatMap(Int.init) else { return false }
        fields[key] = .number(count)
      case .fraction(let key):
        guard let fraction = term.fraction else { return false }
        fields[key] = .text(fraction)
      case .rule: guard read(rule: term) else { return false }
      case .batchRule:
        guard case .word(let rule) = term else { return false }
        fields["algorithm"] = .text(rule)
      case .outcomes: guard read(outcomes: term) else { return false }
      case .others: guard read(others: term) else { return false }
      case .exactly(let name): guard term == .word(name) else { return false }
      case .weight: guard read(weight: term) else { return false }
      }
    }
    return true
  }

  /// A rule of the catalogue, or one that gives 0 in dead groups.
  private mutating func read(rule term: CoqTerm) -> Bool {
    guard let call = term.call else { return false }
    if call.head == "unless_dead", call.arguments.count == 2, let inner = call.arguments[1].call {
      fields["algorithm"] = .text(inner.head + "_zero")
      return read([call.arguments[0]], as: [.count("n")])
    }
    fields["algorithm"] = .text(call.head)
    return read(call.arguments, as: Self.rules[call.head] ?? [.count("n")])
  }

  private mutating func read(outcomes term: CoqTerm) -> Bool {
    guard let call = term.call, call.head == "token_policy", call.arguments.count == 4 else { return false }
    let weights = call.arguments.compactMap { $0.fraction.flatMap(Int.init) }
    fields["outcomes"] = .numbers(weights)
    return weights.count == 4
  }

  private mutating func read(others term: CoqTerm) -> Bool {
    guard let call = term.call, call.head == "repeat", call.arguments.count == 2,
      let law = call.arguments[0].call, law.head == "bernoulli", law.arguments.count == 2
    else { return false }
    return read([law.arguments[0], call.arguments[1]], as: [.fraction("others"), .count("otherCount")])
  }

  /// The weight of a rule with n rollouts, or its limit.
  private mutating func read(weight term: CoqTerm) -> Bool {
    guard let call = term.call else { return false }
    if call.arguments.isEmpty, let rule = call.head.wholeMatch(of: /(\w+)_limit_weight/)?.1 {
      fields["algorithm"] = .text(String(rule))
      return true
    }
    return call.head == "effective_weight" && read(call.arguments, as: [.count("n"), .rule])
  }
}
