import Foundation
import ProofLedger
import RunFiles
import Testing

@Suite("Certified numbers")
struct CertifiedNumbersTests {
  static func numbers(_ text: String) throws -> CertifiedNumbers {
    let file = CoqFile(path: "Certified/Numbers.v", text: text)
    return try CertifiedNumbers(Statements(theorems: file.declarations.map { TheoremStatement($0) }))
  }

  @Test func termsAreReadAndWritten() {
    for (text, written) in [
      ("f (g x)\n  ( 1 / 2 ) Nat.even", "f (g x) (1 / 2) Nat.even"), ("a - b / c = 3%nat", "a - b / c = 3"),
      ("(a - b) / (c / d)", "(a - b) / (c / d)"), ("a - (b - c)", "a - (b - c)"), ("a - b - c", "a - b - c"),
      ("[1; f x]%nat", "[1; f x]"), ("a = - 1 / 10", "a = -1 / 10"), ("f (-3) - 2", "f (-3) - 2"),
    ] {
      #expect(CoqTerm(text)?.text == written)
    }
    for text in ["", "f (x", "[1; ]", "[1", "f ()", "fun x => x", "a = ", "- x", "a - - x", "forall n, P"] {
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

  @Test(arguments: [
    "1 <= 2", "sin 1 = 1 / 2", "effective_weight 4 (grpo 4) x = 1 / 2", "success_rate t Nat.even = x",
    "encloses 5 x (success_rate t Nat.even)", "map f l = [1; 2]", "forall x, x = 1",
    "map f (support t) = [1; x]", "penalty_mass (token_policy 3 7 1 9) (grpo 8) fst snd 8 = 1 / 2",
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
