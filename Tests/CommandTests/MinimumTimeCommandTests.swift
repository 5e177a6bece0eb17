import Foundation
import Testing

@Suite("counterweight weight optimal, compare and population")
struct MinimumTimeCommandTests {
  static func object(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Counterweight.run(["weight"] + arguments + ["--json"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  static func number(_ object: [String: Any], _ key: String) throws -> Double {
    try #require(object[key] as? Double)
  }

  @Test func theOptimumOfAnyShape() throws {
    let object = try Self.object(["optimal", "--from", "0.01", "--to", "0.9"])
    #expect(
      Set(object.keys) == [
        "clock", "mobility", "budget", "from", "to", "time", "timeError", "closedForm", "attainedBy",
        "weight",
        "certificate",
      ])
    let time = 5.279685863761383489125
    #expect(abs(try Self.number(object, "time") - time) <= 1e-12 * time)
    let closedForm = try #require(object["closedForm"] as? [String: Any])
    #expect(abs(try Self.number(closedForm, "time") - time) <= 1e-12 * time)
    #expect(closedForm["antiderivative"] as? String == "2 asin √ρ")
    #expect((object["attainedBy"] as? [String])?.contains("grpo") == true)
    let rows = try #require(object["weight"] as? [[String: Double]])
    #expect(rows.count == 21 && rows.first?["rho"] == 0.01 && rows.last?["rho"] == 0.9)
    // GRPO's weight of a budget of 1: 1/√(ρ(1 − ρ)) over √(T·B).
    for row in rows {
      let (rate, weight) = (try #require(row["rho"]), try #require(row["weight"]))
      let expected = 1 / (rate * (1 - rate) * time).squareRoot()
      #expect(abs(weight - expected) <= 1e-12 * expected)
    }
    let certificate = try #require(object["certificate"] as? [String: Any])
    #expect(try Self.number(certificate, "gap") <= 1e-11)
  }

  @Test func whatHasNoClosedFormIsNull() throws {
    for clock in ["informative:8", "1/rho^0.5"] {
      let object = try Self.object(["optimal", "--clock", clock, "--from", "0.01", "--to", "0.9"])
      #expect(object["closedForm"] is NSNull && object["clock"] as? String == clock)
      #expect(object["attainedBy"] as? [String] == [])
    }
  }

  @Test(arguments: [(false, 1.0322), (true, 1.1624)])
  func theOptimumOfAGroup(nonNegative: Bool, printed: Double) throws {
    let object = try Self.object(
      ["optimal", "--clock", "effective", "--from", "0.01", "--to", "0.9", "--group-size", "8"]
        + (nonNegative ? ["--non-negative"] : []))
    let ratio = try Self.number(object, "ratio")
    #expect(abs(ratio - printed) <= 0.5000001e-4)
    #expect(abs(try Self.number(object, "time") / 28.42537626459183899882 - ratio) <= 1e-11)
    #expect(object["groupSize"] as? Int == 8 && object["nonNegative"] as? Bool == nonNegative)
    #expect((object["bernsteinCoefficients"] as? [Double])?.count == 8)
    let certificate = try #require(object["certificate"] as? [String: Any])
    #expect(try Self.number(certificate, "gap") <= 1e-9)
  }

  @Test func budgetsAndMobilities() throws {
    let logOdds = try Self.object(["optimal", "--budget", "log-odds", "--from", "0.01", "--to", "0.9"])
    #expect((logOdds["attainedBy"] as? [String])?.contains("reinforce") == true)
    let vanilla = try Self.object(["optimal", "--mobility", "vanilla", "--from", "0.01", "--to", "0.9"])
    #expect(try Self.number(logOdds, "time") == Self.number(vanilla, "time"))
    #expect((vanilla["attainedBy"] as? [String])?.contains("uniform-r") == true)
  }

  /// A file with the natural mobility at its knots interpolates to a constant.
  @Test func aMeasuredMobility() throws {
    let path = StudyCommandTests.temporaryPath() + ".csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = (1...19).map { Double($0) / 20 }.map { "\($0), \($0 * (1 - $0))" }
    try (["rho,mobility"] + rows).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let range = ["--from", "0.05", "--to", "0.95"]
    let measured = try Self.object(["optimal", "--mobility", path] + range)
    let natural = try Self.object(["optimal"] + range)
    let times = (try Self.number(measured, "time"), try Self.number(natural, "time"))
    #expect(abs(times.0 / times.1 - 1) <= 1e-12)
    #expect(measured["closedForm"] is NSNull)
    let beyond = try Counterweight.run(
      ["weight", "optimal", "--mobility", path, "--from", "0.01", "--to", "0.9"])
    #expect(beyond.exitCode == 65)
    #expect(
      beyond.errors.hasPrefix("Error: a success rate is ") && beyond.errors.contains("measured mobility"))
  }

  @Test func comparisonsListEveryPair() throws {
    let object = try Self.object(
      ["compare", "--from", "0.001", "--to", "0.9", "--algorithms", "grpo,dapo", "--group-size", "8"])
    let ratios = try #require(object["ratios"] as? [[String: Any]])
    #expect(ratios.count == 8)
    #expect(Set(ratios.compactMap { $0["clock"] as? String }) == ["regular", "effective"])
    #expect(Set(ratios.compactMap { $0["mobility"] as? String }) == ["natural", "vanilla"])
    let printed = ["regular natural": 1.245, "effective natural": 12.2, "regular vanilla": 8.771]
    for row in ratios {
      let pair = "\(row["clock"] as? String ?? "") \(row["mobility"] as? String ?? "")"
      if let expected = printed[pair] {
        let ratio = try Self.number(row, "ratio")
        #expect(abs(ratio - expected) <= 0.5e-3 * expected)
      }
      #expect((row["ratioPerAcceptedGroup"] is Double) == (row["algorithm"] as? String == "dapo"))
      #expect(row["limitRatio"] is Double)
    }
    #expect((object["optima"] as? [[String: Any]])?.count == 4)
  }

  @Test func picturesOfPaths() throws {
    let outcome = try Counterweight.run([
      "weight", "compare", "--from", "0.01", "--to", "0.9", "--algorithms", "grpo,rloo", "--clock",
      "effective",
      "--mobility", "natural", "--plot",
    ])
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.output.contains(
        "Success over time at equal budget: effective clock, natural mobility  [exact]"))
  }

  @Test func populationsShareABudget() throws {
    let linear = try Self.object([
      "population", "--rates", "0.02,0.2,0.6", "--target", "0.6", "--budget", "linear",
    ])
    #expect(abs(try Self.number(linear, "time") - 5.162311446879264825368) <= 1e-11)
    #expect((linear["finalRates"] as? [Double])?.first == 0.02)
    #expect(abs(try Self.number(linear, "switchTarget") - 0.6340305343874952497832) <= 1e-12)
    let energy = try Self.object([
      "population", "--rates", "0.02,0.2,0.6", "--target", "0.7", "--budget", "energy", "--algorithms",
      "sqrt-r",
    ])
    #expect(abs(try Self.number(energy, "time") - 1.813737592145322421540) <= 1e-11)
    #expect(energy["switchTarget"] is NSNull)
    let rules = try #require(energy["rules"] as? [[String: Any]])
    #expect(rules.count == 1)
    #expect(abs(try Self.number(rules[0], "time") - 1.844) <= 0.5e-3)
  }

  static let faults: [(arguments: [String], exitCode: Int32, line: String)] = [
    (
      ["optimal", "--from", "0", "--to", "0.9"], 65,
      "the starting success rate is 0.0; it must be between 0 and 1, both excluded"
    ),
    (
      ["optimal", "--from", "0.1", "--to", "1"], 65,
      "the target success rate is 1.0; it must be between 0 and 1, both excluded"
    ),
    (
      ["optimal", "--from", "nan", "--to", "0.5"], 65,
      "the starting success rate is nan; it must be between 0 and 1, both excluded"
    ),
    (
      ["compare", "--from", "0.5", "--to", "0.4"], 65,
      "the target success rate is 0.4; it must be above the starting success rate, 0.5"
    ),
    (
      ["optimal", "--from", "0.1", "--to", "0.9", "--clock", "sundial"], 64,
      "the clock is sundial; it must be regular, effective, informative:N or a formula of rho: \"sundial\" has an unknown name \"sundial\" at character 1; known are rho, n, k, sqrt, exp, log, abs, min, max, choose"
    ),
    (
      ["optimal", "--from", "0.1", "--to", "0.9", "--clock", "informative:1"], 64,
      "the clock is informative:1; informative:N needs groups of N rollouts, N between 2 and 4096"
    ),
    (
      ["optimal", "--from", "0.25", "--to", "0.75", "--clock", "0.5-rho"], 65,
      "the clock 0.5-rho is 0.0 at success rate 0.5; it must be a finite number above 0 on the whole way to the target"
    ),
    (
      ["optimal", "--from", "0.1", "--to", "0.9", "--mobility", "none.csv"], 66,
      "there is no readable file none.csv"
    ),
    (
      ["optimal", "--from", "0.1", "--to", "0.9", "--mobility", "fast"], 64,
      "the mobility is fast; it must be natural, vanilla or a CSV file"
    ),
    (
      [
        "compare", "--from", "0.25", "--to", "0.75", "--algorithms", "grpo", "--group-size", "1", "--clock",
        "regular", "--mobility", "natural",
      ], 65,
      "grpo: the weight is 0.0 at success rate 0.5; it must be a finite number above 0 on the whole way to the target"
    ),
    (
      ["compare", "--from", "0.1", "--to", "0.9", "--algorithms", "opo"], 65,
      "opo: the advantage is not a function of reward and success count: its baseline, group mean weighted by length, depends on lengths; enumerate or simulate it instead"
    ),
    (
      ["compare", "--from", "0.1", "--to", "0.9", "--algorithms", "reinforce++"], 65,
      "reinforce++: its baseline, mean over the batch's rollouts, reads other groups; only rules of a prompt's own group can be compared"
    ),
    (
      ["compare", "--from", "0.1", "--to", "0.9", "--algorithms", "grpo,rloo,grpo"], 64,
      "algorithm grpo is named twice; once is enough"
    ),
    (
      ["compare", "--from", "0.1", "--to", "0.9", "--plot", "no/such/folder.svg"], 74,
      "cannot write no/such/folder.svg; does its folder exist, and may you write there?"
    ),
    (
      ["population", "--rates", "0.5,0.7", "--target", "0.6", "--budget", "linear"], 65,
      "the target is 0.6, and the mean success rate is 0.6 already; the target must be above it and below 1"
    ),
    (
      ["population", "--rates", "0,0.7", "--target", "0.6", "--budget", "linear"], 65,
      "the success rate of prompt 1 is 0.0; it must be between 0 and 1, both excluded, for a prompt that never or always succeeds does not move: drop it, or give successes and attempts"
    ),
    (
      ["population", "--rates", "no-such-file", "--target", "0.6", "--budget", "linear"], 66,
      "there is no file no-such-file; --rates takes numbers between commas, a mixture such as beta(2,5), or a file"
    ),
  ]

  @Test(arguments: faults.indices)
  func errorsAreOneLine(index: Int) throws {
    let fault = Self.faults[index]
    let outcome = try Counterweight.run(["weight"] + fault.arguments)
    #expect(outcome.errors == "Error: \(fault.line)\n")
    #expect(outcome.exitCode == fault.exitCode)
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    (
      ["optimal", "--from", "0.1", "--to", "0.9", "--group-size", "65"],
      "Error: --group-size is 65; it must be between 1 and 64"
    ),
    (
      ["optimal", "--from", "0.1", "--to", "0.9", "--non-negative"],
      "Error: --non-negative is about finite groups; give --group-size, too"
    ),
    (
      ["compare", "--from", "0.1", "--to", "0.9", "--plot", "x.png"],
      "Error: --plot is x.png; it must end in .svg or .pdf"
    ),
  ])
  func wrongUsageIsNamed(arguments: [String], line: String) throws {
    let outcome = try Counterweight.run(["weight"] + arguments)
    #expect(outcome.errors.hasPrefix(line + "\n"), "\(outcome.errors)")
    #expect(outcome.exitCode == 64)
  }
}
