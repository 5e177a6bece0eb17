import Foundation
import Populations
import Testing

@Suite("Files of success rates")
struct PopulationFileTests {
  static let counts: [(name: String, text: String)] = [
    ("a.csv", "successes,attempts\n3,8\n0,4\n"), ("a.csv", "prompt,k,n\n\"a, b\",3,8\nc,0,4"),
    ("a.txt", "3,8\r\n0,4\r\n"), ("a.csv", "\u{FEFF}Total, Correct\n\n8, 3.0\n4, 0\n"),
    ("a.jsonl", "{\"correct\": 3, \"total\": 8}\n{\"total\": 4, \"correct\": 0, \"id\": 7}"),
    ("a.txt", "{\"k\": 3, \"n\": 8}\n{\"k\": 0, \"n\": 4}"),
  ]

  @Test(arguments: counts)
  func countsAreReadInEveryForm(name: String, text: String) throws {
    #expect(try PopulationFile.source(of: text, named: name) == .counts(ProbeCounts([(3, 8), (0, 4)])))
  }

  static let rates: [(name: String, text: String)] = [
    ("a.csv", "0.25\n1\n0\n"), ("a.csv", "id,pass_rate\nx,0.25\ny,1.0\nz,0"), ("a.jsonl", "0.25\n1\n0"),
    ("a.csv", "rate\n2.5e-1\n1\n0"), ("a.jsonl", "{\"rho\": 0.25}\n{\"rho\": 1}\n{\"rho\": 0}"),
  ]

  @Test(arguments: rates)
  func ratesAreReadInEveryForm(name: String, text: String) throws {
    #expect(try PopulationFile.source(of: text, named: name) == .rates([0.25, 1, 0]))
  }

  static let faults: [(text: String, line: String)] = [
    ("", " has no prompts; write a success rate, or successes and attempts, a line"),
    ("rate\n", " has no prompts; write a success rate, or successes and attempts, a line"),
    ("0.5\nnan\n", ", line 2: the rate is \"nan\"; it must be a number between 0 and 1"),
    ("rate\n0.5\n\n1.5\n", ", line 4: the rate is \"1.5\"; it must be a number between 0 and 1"),
    ("rate\ninf\n", ", line 2: the rate is \"inf\"; it must be a number between 0 and 1"),
    ("0.5\nhalf\n", ", line 2: the rate is \"half\"; it must be a number between 0 and 1"),
    ("k,n\n9,8\n", ", line 2: successes are 9; they must be no more than the 8 attempts"),
    ("k,n\n0,0\n", ", line 2: attempts are \"0\"; they must be a whole number between 1 and 4096"),
    ("0.5,8\n", ", line 1: successes are \"0.5\"; they must be a whole number of 0 or more"),
    ("k,n\n-1,8\n", ", line 2: successes are \"-1\"; they must be a whole number of 0 or more"),
    (
      "prompt,score\na,1\n",
      ", line 1: the columns are \"prompt\", \"score\"; name one rate, or two successes and attempts"
    ),
    ("k,n\n1\n", ", line 2: there are 1 values; there must be 2, as on the first line"),
    (
      "{\"score\": 1}\n", ", line 1: the columns are \"score\"; name one rate, or two successes and attempts"
    ),
    (
      "{\"rate\": NaN}\n",
      ", line 1: this is no JSON object or number; write one prompt a line, without NaN or Infinity"
    ),
    (
      "[0.1, 0.2]\n",
      ", line 1: this is no JSON object or number; write one prompt a line, without NaN or Infinity"
    ),
    ("{\"rate\": null}\n", ", line 1: the rate is \"null\"; it must be a number between 0 and 1"),
    ("{\"rate\": true}\n", ", line 1: the rate is \"true\"; it must be a number between 0 and 1"),
    (
      "{\"rate\": 0.5}\n{\"k\": 1, \"n\": 2}\n",
      ", line 2: some lines give a rate and some successes and attempts; give the same in every line"
    ),
  ]

  @Test(arguments: faults)
  func everyFaultNamesItsLine(text: String, line: String) {
    let error = #expect(throws: PopulationFileError.self) {
      try PopulationFile.source(of: text, named: "probe")
    }
    #expect(error?.description == "probe" + line)
  }

  @Test func aFileMustBeThere() {
    #expect(throws: PopulationFileError.noSuchFile("nowhere.csv")) { try PopulationFile.read("nowhere.csv") }
    #expect(throws: PopulationFileError.unreadable("/tmp")) { try PopulationFile.read("/tmp") }
    #expect("\(PopulationFileError.noSuchFile("nowhere.csv"))" == "there is no file nowhere.csv")
    #expect(
      "\(PopulationFileError.unreadable("/tmp"))" == "/tmp cannot be read; is it a file, and may you read it?"
    )
  }

  @Test func observedRatesMayBeExtremeAndMovingOnesNot() throws {
    let source = try PopulationSource(observedRates: [0, 0.5, 1])
    #expect(throws: PopulationError.notARate(prompt: 1, value: 0)) { try source.population() }
    #expect(throws: PopulationError.notAnObservedRate(prompt: 2, value: 1.5)) {
      try PopulationSource(observedRates: [0, 1.5])
    }
    #expect(throws: PopulationError.empty) { try PopulationSource(observedRates: []) }
  }

  @Test func everySourceHasAPopulation() throws {
    #expect(try PopulationSource.rates([0.25, 0.5]).population().rates == [0.25, 0.5])
    var notes: [String] = []
    let mixture = try BetaMixture(parsing: "beta(2,5)")
    #expect(
      try PopulationSource.mixture(mixture).population { notes.append($0) } == mixture.population(count: 1000)
    )
    let counts = try ProbeCounts((0..<300).map { ($0 % 3, 2) })
    #expect(try PopulationSource.counts(counts).population { notes.append($0) }.rates.count == 300)
    #expect(
      notes == [
        "The population is 1000 prompts at the quantiles of beta(2,5).",
        "The population is 300 prompts at the quantiles of beta(1,1), fitted to successes and attempts.",
      ])
  }
}
