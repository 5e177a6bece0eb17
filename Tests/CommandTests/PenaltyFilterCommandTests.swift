import Foundation
import Testing

@Suite("counterweight penalty filter")
struct PenaltyFilterCommandTests {
  static let laws = ["penalty", "filter", "--good-beta", "6,2", "--bad-beta", "1,4"]

  static func object(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Counterweight.run(laws + arguments + ["--json"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  static func check(_ value: Any?, _ expected: Double) throws {
    let value = try #require(value as? Double)
    #expect(abs(value - expected) <= 1e-12 * expected, "\(value) against \(expected)")
  }

  @Test func theCurveOfThresholds() throws {
    let object = try Self.object([])
    #expect(
      Set(object.keys) == [
        "goodBeta", "badBeta", "goodShare", "rule", "curve", "areaUnderCurve", "operatingPoint",
      ])
    #expect(object["goodBeta"] as? [Double] == [6, 2] && object["badBeta"] as? [Double] == [1, 4])
    #expect(object["rule"] as? String == "threshold" && object["operatingPoint"] is NSNull)
    try Self.check(object["areaUnderCurve"], 0.9681429681429681429681)
    let curve = try #require(object["curve"] as? [[String: Double]])
    #expect(curve.first == ["threshold": 0, "falsePositiveRate": 0, "truePositiveRate": 0])
    #expect(curve.last == ["threshold": 1, "falsePositiveRate": 1, "truePositiveRate": 1])
    // I_½(7, 2) = 9/2⁸ and I_½(2, 4) = 26/2⁵.
    let half = try #require(curve.first { $0["threshold"] == 0.5 })
    try Self.check(half["falsePositiveRate"], 9.0 / 256)
    try Self.check(half["truePositiveRate"], 26.0 / 32)
  }

  @Test func aThreshold() throws {
    let object = try Self.object(["--threshold", "0.5"])
    let point = try #require(object["operatingPoint"] as? [String: Any])
    #expect(Set(point.keys) == ["threshold", "falsePositiveRate", "truePositiveRate"])
    try Self.check(point["falsePositiveRate"], 9.0 / 256)
    try Self.check(point["truePositiveRate"], 26.0 / 32)
  }

  @Test func aFractionOfAResponse() throws {
    let object = try Self.object(["--keep-fraction", "0.2", "--length", "20"])
    #expect(object["rule"] as? String == "lowestFraction" && object["length"] as? Int == 20)
    let curve = try #require(object["curve"] as? [[String: Any]])
    #expect(
      curve.count == 21 && curve[7]["keptTokens"] as? Int == 7 && curve[7]["keepFraction"] as? Double == 0.35)
    let point = try #require(object["operatingPoint"] as? [String: Any])
    #expect(point["keptTokens"] as? Int == 4 && point["keepFraction"] as? Double == 0.2)
    try Self.check(point["falsePositiveRate"], 0.002946704009211988232772)
    try Self.check(point["truePositiveRate"], 0.3970532959907880117672)
    let rare = try Self.object(["--keep-fraction", "0.1", "--length", "10", "--good-share", "0.3"])
    #expect(rare["goodShare"] as? Double == 0.3)
    let rarePoint = try #require(rare["operatingPoint"] as? [String: Any])
    try Self.check(rarePoint["truePositiveRate"], 0.1427724676335864395795)
  }

  @Test func forPeople() throws {
    let outcome = try Counterweight.run(Self.laws + ["--threshold", "0.5"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    #expect(
      outcome.output == """
        Share of penalised tokens that the filter keeps penalised

          τ  good (false positives)  bad (true positives)
        ───  ──────────────────────  ────────────────────
          0                       0                     0
        0.1                 7.3e−07               0.08146
        0.2               8.448e−05                0.2627
        0.3                 0.00129                0.4718
        0.4                 0.00852                 0.663
        0.5                 0.03516                0.8125
        0.6                  0.1064                 0.913
        0.7                  0.2553                0.9692
        0.8                  0.5033                0.9933
        0.9                  0.8131                0.9995
          1                       1                     1

        Thresholds for good q ~ Beta(6, 2) and bad q ~ Beta(1, 4)

        quantity              value
        ────────────────────  ─────────────────────────────────────────
        area under the curve  0.9681
        τ = 0.5 keeps         3.516 % of good and 81.25 % of bad tokens

        """)
  }

  @Test func pictures() throws {
    let outcome = try Counterweight.run(
      Self.laws + ["--keep-fraction", "0.1", "--length", "64", "--plot"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("Penalties kept for the lowest of 64 tokens  [exact]"))
  }

  static let faults: [(arguments: [String], line: String)] = [
    (
      ["--good-share", "2", "--keep-fraction", "0.1", "--length", "9"],
      "the share of good tokens is 2.0; it must be between 0 and 1"
    ),
    (["--threshold", "1.5"], "the threshold is 1.5; it must be between 0 and 1"),
    (["--threshold", "nan"], "the threshold is nan; it must be between 0 and 1"),
    (
      ["--keep-fraction=-0.1", "--length", "9"],
      "the fraction that is kept is -0.1; it must be between 0 and 1"
    ),
    (
      ["--keep-fraction", "0.1", "--length", "0"],
      "the length is 0; a response has between 1 and 16384 tokens"
    ),
    (
      ["--keep-fraction", "0.1", "--length", "20000"],
      "the length is 20000; a response has between 1 and 16384 tokens"
    ),
    (
      ["--good-beta", "0,2"], "the first shape of the good tokens is 0.0; it must be between 0.001 and 10000"
    ),
    (
      ["--bad-beta", "1,20000"],
      "the second shape of the bad tokens is 20000.0; it must be between 0.001 and 10000"
    ),
  ]

  @Test(arguments: faults.indices)
  func errorsAreOneLine(index: Int) throws {
    let fault = Self.faults[index]
    let outcome = try Counterweight.run(Self.laws + fault.arguments)
    #expect(outcome.errors == "Error: \(fault.line)\n")
    #expect(outcome.exitCode == 65)
    #expect(outcome.output.isEmpty)
  }

  static let misuses: [(arguments: [String], line: String)] = [
    (
      ["--threshold", "0.5", "--keep-fraction", "0.1", "--length", "9"],
      "a filter has --threshold or --keep-fraction, not both"
    ),
    (["--keep-fraction", "0.1"], "--keep-fraction ranks the tokens of a response; give --length, too"),
    (["--length", "9"], "--length is about ranks; give --keep-fraction, too"),
    (["--threshold", "0.5", "--length", "9"], "--length is about ranks; give --keep-fraction, too"),
    (["--plot", "curve.png"], "--plot is curve.png; it must end in .svg or .pdf"),
  ]

  @Test(arguments: misuses.indices)
  func misuseIsExplained(index: Int) throws {
    let misuse = Self.misuses[index]
    let outcome = try Counterweight.run(Self.laws + misuse.arguments)
    #expect(outcome.errors.hasPrefix("Error: \(misuse.line)\nUsage: counterweight penalty filter "))
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
  }

  @Test func shapesAreTwoNumbers() throws {
    for shapes in ["6", "6,2,1", "six,2", ""] {
      let outcome = try Counterweight.run(
        ["penalty", "filter", "--good-beta", shapes, "--bad-beta", "1,4"])
      #expect(outcome.exitCode == 64 && outcome.output.isEmpty)
      #expect(
        outcome.errors.hasPrefix("Error: The value '\(shapes)' is invalid for '--good-beta <alpha,beta>'"),
        "\(outcome.errors)")
    }
  }

  @Test func anUnwritableFigure() throws {
    let outcome = try Counterweight.run(Self.laws + ["--plot", "no/such/folder.svg"])
    #expect(outcome.exitCode == 74)
    #expect(
      outcome.errors
        == "Error: cannot write no/such/folder.svg; does its folder exist, and may you write there?\n")
  }
}
