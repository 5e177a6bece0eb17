import Foundation
import ProofLedger
import RunFiles
import Testing

@Suite("Certified numbers")
struct CertifiedNumbersTests {
  static func numbers(_ text: String, seen: [String] = names + ["raft"]) throws -> CertifiedNumbers {
    let file = CoqFile(path: "Certified/Numbers.v", text: text)
    let seen = seen + ["clocks"]
    let definitions = CoqFile(
      path: "Certified/Numbers.v", text: "Inductive clocks := regular | natural. Definition grpo := raft.")
    return try CertifiedNumbers(
      Statements(
        theorems: file.declarations.map { TheoremStatement($0, definitions: seen) },
        definitions: definitions.declarations.map(DefinitionText.init)))
  }

  static let names = [
    "encloses", "effective_weight", "grpo", "unless_dead", "sqrt_r", "implicit_objective", "grpo_epsilon",
    "bernstein_coefficient", "pass_at_k", "least_time_product", "clock_cost", "mobility_of", "time_ratio",
    "grpo_limit_weight", "rollout_variance", "tabular_score", "t", "f", "l", "x", "sin",
    "five_response_variance", "mean_coefficient",
    "penalty_mass", "batch_reward_mass", "token_policy", "bernoulli", "range", "others", "d",
    "constant_baseline", "probability", "support", "coin_table", "coin_length", "success_rate", "u",
  ]

  @Test func termsAreReadAndWritten() {
    for (text, written) in [
      ("f (g x)\n  ( 1 / 2 ) Nat.even", "f (g x) (1 / 2) Nat.even"), ("a - b / c = 3%nat", "a - b / c = 3"),
      ("(a - b) / (c / d)", "(a - b) / (c / d)"), ("a - (b - c)", "a - (b - c)"), ("a - b - c", "a - b - c"),
      ("[1; 2]%nat", "[1; 2]"), ("a = - 1 / 10", "a = -1 / 10"), ("f (-3) - 2", "f (-3) - 2"),
    ] {
      #expect(CoqTerm(text)?.text == written)
    }
    for text in [
      "", "f (x", "[1; ]", "[1", "f ()", "fun x => x", "a = ", "- x", "a - - x", "forall n, P", "(1 / 2)%Z",
      "2%Z", "x%R", "[1]%list", "[7 / 2]%nat", "x%nat", "(7 / 2)%nat", "[1; f x]%nat",
    ] {
      #expect(CoqTerm(text) == nil, "\(text)")
    }
    #expect(CoqTerm("(3 / 5)")?.fraction == "3/5")
    #expect(CoqTerm("-3 / 5")?.fraction == "-3/5")
    #expect(CoqTerm("3 / n")?.fraction == nil)
  }

  @Test(arguments: [
    (
      "encloses 17315871700 10 (effective_weight 4 (grpo 4) (1 / 1000))",
      #""algorithm":"grpo","digits":"17315871700","n":4,"places":10,"quantity":"effective weight","rho":"1/1000""#,
      "1.7315871700"
    ),
    (
      "effective_weight 4 (unless_dead 4 (sqrt_r 4)) (1 / 10) = 2",
      #""algorithm":"sqrt_r_zero","denominator":"1","n":4,"numerator":"2","quantity":"effective weight","rho":"1/10""#,
      "2"
    ),
    (
      "implicit_objective 4 (grpo_epsilon 4 (1 / 10)) (1 / 2) = 3 / 4",
      #""algorithm":"grpo_epsilon","denominator":"4","epsilon":"1/10","n":4,"numerator":"3","quantity":"implicit objective","rho":"1/2""#,
      "3/4"
    ),
    (
      "encloses 5 3 (bernstein_coefficient (pass_at_k 2 4) 0)",
      #""algorithm":"pass_at_k","digits":"5","j":0,"k":2,"n":4,"places":3,"quantity":"Bernstein coefficient""#,
      "0.005"
    ),
    (
      "encloses 5 0 (least_time_product (clock_cost regular) (mobility_of natural) (1 / 100) (9 / 10))",
      #""clock":"regular","digits":"5","from":"1/100","mobility":"natural","places":0,"quantity":"least time product","to":"9/10""#,
      "5"
    ),
    (
      "encloses 5 0 (time_ratio regular natural grpo_limit_weight (1 / 100) (9 / 10))",
      #""algorithm":"grpo","clock":"regular","digits":"5","from":"1/100","mobility":"natural","places":0,"quantity":"time ratio","to":"9/10""#,
      "5"
    ),
    (
      "time_ratio regular natural (effective_weight 8 (raft 8)) (1 / 100) (9 / 10) = 2",
      #""algorithm":"raft","clock":"regular","denominator":"1","from":"1/100","mobility":"natural","n":8,"numerator":"2","quantity":"time ratio","to":"9/10""#,
      "2"
    ),
    (
      "rollout_variance t 5 Nat.even (tabular_score t) (3 / 5) - rollout_variance t 5 Nat.even (tabular_score t) (14 / 25) = 3 / 2500",
      #""baseline":"3/5","denominator":"2500","numerator":"3","optimum":"14/25","quantity":"excess variance","table":"t""#,
      "3/2500"
    ),
    (
      "five_response_variance 2 (constant_baseline 0) = 363 / 2000",
      #""algorithm":"constant_baseline","baseline":"0","denominator":"2000","n":2,"numerator":"363","quantity":"group variance","table":"five_response_table""#,
      "363/2000"
    ),
    (
      "encloses (-7) 3 (mean_coefficient (token_policy 3 7 1 9) (grpo 8) snd fst 8)",
      #""algorithm":"grpo","digits":"-7","n":8,"outcomes":[3,7,1,9],"places":3,"quantity":"mean coefficient""#,
      "-0.007"
    ),
    (
      "penalty_mass (token_policy 3 7 0 9) (constant_baseline (1 / 2)) snd fst 8 = -1 / 2",
      #""algorithm":"constant_baseline","baseline":"1/2","denominator":"2","n":8,"numerator":"-1","outcomes":[3,7,0,9],"quantity":"penalty mass""#,
      "-1/2"
    ),
    (
      "batch_reward_mass (token_policy 3 7 1 9) snd fst (repeat (bernoulli (2 / 5) range) 7) grpo = 1 / 2",
      #""algorithm":"grpo","denominator":"2","numerator":"1","otherCount":7,"others":"2/5","outcomes":[3,7,1,9],"quantity":"batch reward mass""#,
      "1/2"
    ),
  ])
  func aTheoremIsAnEntry(statement: String, fields: String, value: String) throws {
    let numbers = try Self.numbers("Theorem here :\n  \(statement).")
    #expect(numbers.certificates[0].value == value)
    let written = try numbers.json.split(separator: "\n")[1]
    let expected = fields + #","file":"Certified/Numbers.v","theorem":"here""#
    #expect(
      Set(written.dropFirst().dropLast().components(separatedBy: ","))
        == Set(expected.components(separatedBy: ",")))
  }

  @Test func columnsOfTablesAreKept() throws {
    let numbers = try Self.numbers(
      """
      Theorem a : map (probability coin_table) (support coin_table) = [1 / 4; 3 / 4].
      Theorem b : map Nat.even (support coin_table) = [true; false].
      Theorem c : map coin_length (support coin_table) = [3; 5]%nat.
      Theorem d : success_rate coin_table Nat.even = 1 / 4.
      Example e : P.
      """)
    #expect(
      try numbers.json == """
        {"certificates":[
        {"denominator":"4","file":"Certified/Numbers.v","numerator":"1","quantity":"success rate","table":"coin_table","theorem":"d"}
        ],"tables":{
        "coin_table":{"lengths":[3,5],"probabilities":["1/4","3/4"],"rewards":[1,0]}
        }}

        """)
  }

  /// A notation could make Coq see raft where the file says grpo.
  @Test(arguments: [
    ("time_ratio regular natural (effective_weight 8 (raft 8)) (1 / 100) (9 / 10) = 2", "raft"),
    ("success_rate odd_table Nat.even = 1", "odd_table"),
    ("time_ratio other natural grpo_limit_weight 1 2 = 2", "other"),
    ("map Nat.odd (support t) = [true]", "Nat.odd"),
  ])
  func namesAreThoseThatCoqSaw(statement: String, name: String) {
    #expect(
      throws: RunError(
        .badData,
        "Proofs/Certified/Numbers.v: odd writes '\(name)', which is not what Coq sees there; write the name of the definition that is meant"
      )
    ) { try Self.numbers("Theorem odd : \(statement).", seen: Self.names) }
  }

  @Test func aDefinitionOfTheProjectDoesNotPassForOneOfCoq() {
    #expect(throws: RunError.self) {
      try Self.numbers("Theorem odd : success_rate t Nat.even = 1 / 4.", seen: Self.names + ["even"])
    }
  }

  @Test func quantitiesHaveTheirTheorems() throws {
    let numbers = try Self.numbers(
      """
      Theorem a : success_rate t Nat.even = 1 / 4.
      Theorem b : bernstein_coefficient (grpo 4) 0 = 1.
      Theorem c : success_rate u Nat.even = 1 / 4.
      """)
    #expect(numbers.quantities.map(\.name) == ["Bernstein coefficient", "success rate"])
    #expect(numbers.quantities.map(\.theorems) == [["b"], ["a", "c"]])
  }

  @Test(arguments: [
    "1 <= 2", "sin 1 = 1 / 2", "effective_weight 4 (grpo 4) x = 1 / 2", "success_rate t Nat.even = x",
    "encloses 5 x (success_rate t Nat.even)", "map f l = [1; 2]", "forall x, x = 1",
    "map f (support t) = [1; x]", "map coin_length (support t) = [7 / 2]",
    "effective_weight 4 (grpo 4) (1 / 2)%Z = 1",
    "rollout_variance t (3 / 5) - rollout_variance u (14 / 25) = 1",
    "rollout_variance t 5 x l (3 / 5) - rollout_variance u 5 x l (14 / 25) = 1",
    "penalty_mass (token_policy 3 7 1 9) (grpo 8) fst snd 8 = 1 / 2",
    "penalty_mass (token_policy 3 7 1 d) (grpo 8) snd fst 8 = 1 / 2",
    "batch_reward_mass (token_policy 3 7 1 9) snd fst others grpo = 1 / 2",
    "batch_reward_mass (token_policy 3 7 1 9) snd fst (repeat (bernoulli (2 / 5) range) 7) (grpo 8) = 1 / 2",
  ])
  func otherTheoremsAreRefused(statement: String) {
    #expect(
      throws: RunError(
        .badData,
        "Proofs/Certified/Numbers.v: odd states no number that certified.json can hold; add it to Certificate.swift"
      )
    ) { try Self.numbers("Theorem odd : \(statement).") }
  }
}
