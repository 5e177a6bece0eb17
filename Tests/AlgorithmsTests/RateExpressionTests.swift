import Algorithms
import Foundation
import RandomStreams
import Testing

@Suite("Weights written as expressions of the success rate")
struct RateExpressionTests {
  static let values: [(String, Double)] = [
    ("1", 1), (".5", 0.5), ("0.25", 0.25), ("3.", 3), ("1e-3", 1e-3), ("2.5E+2", 250), (" \t1 +\n2 ", 3),
    ("rho", 0.375), ("ρ", 0.375), ("n", 8), ("k", 3), ("1 - rho", 0.625), ("((rho))", 0.375),
    ("1-2-3", -4), ("1-(2-3)", 2), ("12/2/3", 2), ("12/(2/3)", 18), ("1+2*3", 7), ("(1+2)*3", 9),
    ("2^3^2", 512), ("(2^3)^2", 64), ("-2^2", -4), ("(-2)^2", 4), ("-rho^2", -0.140625), ("2^-1", 0.5),
    ("2^-2^2", 0.0625), ("--2", 2), ("3--2", 5), ("3*-2", -6), ("-3*-2", 6), ("2*3^2", 18), ("6/2*3", 9),
    ("sqrt(16)", 4), ("exp(0)", 1), ("log(1)", 0), ("abs(-3)", 3), ("min(2,-1)", -1), ("max(2,-1)", 2),
    ("min(1+1, max(0, 3))", 2), ("choose(n,k)", 56), ("sqrt (4)", 2), ("0^0", 1),
    ("1 - choose(n-k, 2)/choose(n, 2)", 1 - 10.0 / 28),
  ]

  @Test(arguments: values)
  func valuesAtThreeOfEight(text: String, expected: Double) throws {
    let expression = try RateExpression(text)
    #expect(expression.value(rate: 0.375, groupSize: 8) == expected)
    #expect("\(expression)" == text)
  }

  /// Expected values: computed with 40 digits.
  static let elementaryValues: [(String, Double, Double)] = [
    ("1/sqrt(rho*(1-rho))", 0.3, 2.1821789023599238357), ("exp(-rho^2)", 0.25, 0.93941306281347578612),
    ("log(rho)", 0.5, -0.69314718055994530942), ("rho^(-1/3)", 0.125, 2),
  ]

  @Test(arguments: elementaryValues)
  func elementaryFunctions(text: String, rate: Double, expected: Double) throws {
    let observed = try RateExpression(text).value(rate: rate, groupSize: 8)
    #expect(abs(observed - expected) <= 1e-15 * abs(expected))
  }

  static let messages: [(String, String)] = [
    ("", "\"\" ends where a number, a name, - or ( must stand"),
    (" ", "\" \" ends where a number, a name, - or ( must stand"),
    (
      "1/(rh*2)",
      "\"1/(rh*2)\" has an unknown name \"rh\" at character 4; known are rho, n, k, sqrt, exp, log, abs, min, max,"
        + " choose"
    ),
    (
      "Größe2+1",
      "\"Größe2+1\" has an unknown name \"Größe2\" at character 1; known are rho, n, k, sqrt, exp, log, abs, min,"
        + " max, choose"
    ),
    (
      "rho # 2",
      "\"rho # 2\" has \"#\" at character 5, which no expression contains; legal are numbers, names, parentheses,"
        + " commas and + - * / ^"
    ),
    (
      "ρ²",
      "\"ρ²\" has \"²\" at character 2, which no expression contains; legal are numbers, names, parentheses, commas"
        + " and + - * / ^"
    ),
    ("1+*2", "\"1+*2\" has \"*\" at character 3 where a number, a name, - or ( must stand"),
    ("+1", "\"+1\" has \"+\" at character 1 where a number, a name, - or ( must stand"),
    (".", "\".\" has \".\" at character 1 where a number, a name, - or ( must stand"),
    ("2 rho", "\"2 rho\" has \"rho\" at character 3 where an operator or the end must stand"),
    ("2exp(1)", "\"2exp(1)\" has \"exp\" at character 2 where an operator or the end must stand"),
    ("1.2.3", "\"1.2.3\" has \".3\" at character 4 where an operator or the end must stand"),
    ("rho(1)", "\"rho(1)\" has \"(\" at character 4 where an operator or the end must stand"),
    ("1)", "\"1)\" has \")\" at character 2 where an operator or the end must stand"),
    ("1,2", "\"1,2\" has \",\" at character 2 where an operator or the end must stand"),
    ("1/(rho", "\"1/(rho\" ends where an operator or ) must stand"),
    (
      "1/(rho]",
      "\"1/(rho]\" has \"]\" at character 7, which no expression contains; legal are numbers, names,"
        + " parentheses, commas and + - * / ^"
    ),
    ("(1,2)", "\"(1,2)\" has \",\" at character 3 where an operator or ) must stand"),
    ("rho^", "\"rho^\" ends where a number, a name, - or ( must stand"),
    ("sqrt rho", "\"sqrt rho\" has \"rho\" at character 6 where the ( of sqrt must stand"),
    ("sqrt", "\"sqrt\" ends where the ( of sqrt must stand"),
    ("sqrt()", "\"sqrt()\" has \")\" at character 6 where a number, a name, - or ( must stand"),
    (
      "sqrt(1,2)",
      "\"sqrt(1,2)\" has \",\" at character 7 where an operator or ) (sqrt takes 1 argument) must stand"
    ),
    (
      "min(rho)",
      "\"min(rho)\" has \")\" at character 8 where an operator or a comma (min takes 2 arguments) must stand"
    ),
    (
      "min(1,2,3)",
      "\"min(1,2,3)\" has \",\" at character 8 where an operator or ) (min takes 2 arguments) must stand"
    ),
    ("2*1e999", "\"2*1e999\" has the number \"1e999\" at character 3; numbers go up to 1.79e308"),
    ("1\n+\n*2", "\"1\\n+\\n*2\" has \"*\" at character 5 where a number, a name, - or ( must stand"),
  ]

  @Test(arguments: messages)
  func errorsNameTheCharacter(text: String, message: String) {
    #expect {
      try RateExpression(text)
    } throws: {
      "\($0)" == message
    }
  }

  static let seeds = Array(1...200)

  @Test(arguments: seeds)
  func printedTreesKeepTheirValue(seed: Int) throws {
    var stream = StreamPath(seed: UInt64(seed))["expressions"].stream()
    for depth in 0...6 {
      let tree = ExpressionTree.random(from: &stream, depth: depth)
      let count = Double(stream.index(below: 17))
      let expected = tree.value(rate: count / 16, groupSize: 16, successCount: count)
      for fullyParenthesised in [false, true] {
        let text = tree.text(fullyParenthesised: fullyParenthesised)
        let observed = try RateExpression(text).value(rate: count / 16, groupSize: 16)
        #expect(observed == expected || observed.isNaN && expected.isNaN, "\(text)")
      }
    }
  }

  /// Random characters either parse or are refused on one line.
  @Test(arguments: seeds)
  func noTextBreaksTheParser(seed: Int) {
    let pieces = [
      "rho", "n", "k", "1", ".", "2.5", "e", "+", "-", "*", "/", "^", "(", ")", ",", " ", "\n", "\r\n",
      "sqrt(",
      "min(", "choose(", "\u{301}", "\u{2028}", "²", "٣", "👩‍🔬", "\"", "\0",
    ]
    var stream = StreamPath(seed: UInt64(seed))["texts"].stream()
    for length in 0..<40 {
      let text = (0..<length).map { _ in pieces[stream.index(below: pieces.count)] }.joined()
      do {
        _ = try RateExpression(text).value(rate: 0.5, groupSize: 4)
      } catch {
        #expect(!"\(error)".contains(where: \.isNewline) && error is RateExpressionError)
      }
    }
  }

  /// As deep as the length allows, on a thread with the least stack that a platform gives by default.
  @Test(arguments: [
    ("(", ")", 1.0), ("-", "", -1), ("2^", "", .infinity), ("1+2*(", ")", .infinity), ("sqrt(", ")", 1),
    ("min(1,", ")", 1), ("1-abs(2*-(", "))", -1),
  ])
  func nestingTakesNoStack(opening: String, closing: String, expected: Double) async throws {
    let depth = (RateExpression.maximumLength - 1) / (opening.count + closing.count)
    let text = String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
    let observed = await withCheckedContinuation { continuation in
      let thread = Thread {
        continuation.resume(returning: Result { try RateExpression(text).value(rate: 0.5, groupSize: 2) })
      }
      thread.stackSize = 1 << 19
      thread.start()
    }
    #expect(try observed.get() == expected)
  }

  @Test func onlyTheBeginningOfALongTextIsQuoted() {
    let text = String(repeating: "(", count: 5000) + ")"
    #expect {
      try RateExpression(text)
    } throws: {
      "\($0)"
        == "\"\(text.prefix(80))\"… has \")\" at character 5001 where a number, a name, - or ( must stand"
    }
  }

  @Test func longTextsAreReadAndLongerOnesRefused() throws {
    let sum = String(repeating: "1+", count: RateExpression.maximumLength / 2 - 1) + "11"
    #expect(sum.count == RateExpression.maximumLength)
    #expect(try RateExpression(sum).value(rate: 0, groupSize: 1) == 5010)
    let brackets = String(repeating: "(", count: 1_000_000)
    #expect {
      try RateExpression(brackets)
    } throws: {
      "\($0)" == "the expression has 1000000 characters; it may have 10000"
    }
  }

  @Test func theSuccessCountIsAnIntegerWhereItShouldBe() throws {
    let count = try RateExpression("k")
    for size in 1...300 {
      for successes in 0...size {
        let rate = Double(successes) / Double(size)
        #expect(count.value(rate: rate, groupSize: Double(size)) == Double(successes))
      }
    }
    #expect(count.value(rate: 0.3, groupSize: 4) == 0.3 * 4)
    #expect(count.value(rate: 1e-17, groupSize: 4) == 4e-17)
  }

  @Test(arguments: [0, 0.25, 1])
  func largeGroupsAreALimit(rate: Double) throws {
    func value(_ text: String) throws -> Double {
      try RateExpression(text).value(rate: rate, groupSize: .infinity)
    }
    #expect(try value("n") == .infinity)
    #expect(try value("k") == .infinity)
    #expect(try value("rho + 1/n + 1/k") == rate)
  }

  @Test func whatIsNotANumberIsNotHidden() throws {
    for text in ["0/0", "log(-1)", "sqrt(-1)", "min(0/0,1)", "min(1,0/0)", "max(0/0,1)", "max(1,0/0)"] {
      #expect(try RateExpression(text).value(rate: 0.5, groupSize: 4).isNaN, "\(text)")
    }
    #expect(try RateExpression("1/rho").value(rate: 0, groupSize: 4) == .infinity)
  }

  @Test func textIsIdentityAndEncoding() throws {
    let expression = try RateExpression("1/(rho + 1e-3)")
    #expect(try expression == RateExpression("1/(rho + 1e-3)"))
    #expect(try expression != RateExpression("1/(rho+1e-3)"))
    #expect(try Set([expression, RateExpression("1/(rho + 1e-3)")]).count == 1)
    let data = try JSONEncoder().encode(["sqrt(rho)": RateExpression("sqrt(rho)")])
    #expect(String(decoding: data, as: UTF8.self) == #"{"sqrt(rho)":"sqrt(rho)"}"#)
    let decoded = try JSONDecoder().decode([String: RateExpression].self, from: data)
    #expect(decoded["sqrt(rho)"]?.value(rate: 0.25, groupSize: 4) == 0.5)
  }

  @Test func decodingNamesTheKeyAndTheCharacter() {
    #expect {
      try JSONDecoder().decode([String: RateExpression].self, from: Data(#"{"weight": "rho+"}"#.utf8))
    } throws: {
      guard case .dataCorrupted(let context)? = $0 as? DecodingError else { return false }
      return context.codingPath.map(\.stringValue) == ["weight"]
        && context.debugDescription == "\"rho+\" ends where a number, a name, - or ( must stand"
    }
  }

  func choose(_ a: String, _ b: String) throws -> Double {
    try RateExpression("choose(\(a), \(b))").value(rate: 0.5, groupSize: 4)
  }

  @Test func binomialCoefficientsOfIntegersAreExact() throws {
    let coefficient = try RateExpression("choose(n, k)")
    var row = [1.0]
    for size in 0...52 {
      for (count, expected) in row.enumerated() where size > 0 {
        let rate = Double(count) / Double(size)
        #expect(coefficient.value(rate: rate, groupSize: Double(size)) == expected, "\(size) over \(count)")
      }
      row = [1] + zip(row, row.dropFirst()).map { $0 + $1 } + [1]
    }
  }

  /// Expected values: computed with 40 digits; b above 1000 goes through logarithms.
  static let binomialCoefficients: [(String, String, Double, Double)] = [
    ("1024", "512", 4.481254552098970810024e306, 1e-12), ("2.5", "4", -0.0390625, 1e-15),
    ("-2.5", "7", -17.80517578125, 1e-15), ("1200.5", "900", 6.140049488305720336998e291, 1e-12),
    ("0.3", "900", -3.337389627183158005539e-5, 1e-12),
    ("3000.25", "2990", 6.570696296832101351908e28, 1e-11),
    ("1000000.5", "1000000", 1128.379590237638526488, 1e-8), ("-1", "3", -1, 1e-15), ("7", "0", 1, 0),
    ("1e-10", "900", -1.111111110291216177464e-13, 1e-12),
    ("1e9", "1e9 - 2", 499999999500000000, 1e-15), ("49", "(1-46/49)*49", 18424, 0),
  ]

  @Test(arguments: binomialCoefficients)
  func binomialCoefficientsOfRealNumbers(a: String, b: String, expected: Double, margin: Double) throws {
    #expect(abs(try choose(a, b) - expected) <= margin * abs(expected))
  }

  @Test func binomialCoefficientsAtTheirLimits() throws {
    #expect(try choose("2", "3") == 0)
    #expect(try choose("0", "5000") == 0)
    #expect(try choose("5000", "2500") == .infinity)
    #expect(try choose("1e300", "1e290") == .infinity)
    #expect(try choose("1/0", "2") == .infinity)
    for (a, b) in [("2", "-1"), ("2", "0.5"), ("2", "1/0"), ("0/0", "1"), ("0.5", "1500"), ("-1", "1500")] {
      #expect(try choose(a, b).isNaN, "\(a) over \(b)")
    }
  }
}
