import Algorithms
import Foundation
import Testing

@Suite("Algorithms as text: JSON, settings and their errors")
struct SettingTests {
  @Test(arguments: CatalogueEntry.all)
  func catalogueRoundTripsThroughJSON(entry: CatalogueEntry) throws {
    let data = try JSONEncoder().encode(entry.algorithm)
    #expect(try JSONDecoder().decode(Algorithm.self, from: data) == entry.algorithm)
  }

  /// Every kind and every field of an algorithm, typed one after another, makes the algorithm.
  @Test(arguments: CatalogueEntry.all)
  func catalogueCanBeTyped(entry: CatalogueEntry) throws {
    let typed = try entry.algorithm.describedParts.reduce(
      Algorithm(groupSize: 1).setting("groupSize=\(entry.algorithm.groupSize)")
    ) { algorithm, part in
      try part.record.fields.reduce(algorithm.setting("\(part.name)=\(part.record.kind)")) {
        try $0.setting("\(part.name).\($1.name)=\($1.value)")
      }
    }
    #expect(typed == entry.algorithm)
  }

  /// Every kind that can be set, with every field at its default, is what its name alone makes.
  @Test func settablePartsRoundTrip() throws {
    for part in Algorithm.settableParts {
      for kind in part.kinds {
        let named = try Algorithm(groupSize: 4).setting("\(part.name)=\(kind.kind)")
        let record = named.describedParts.first { $0.name == part.name }?.record
        #expect(record == kind, "\(part.name)=\(kind.kind)")
        let typed = try kind.fields.reduce(named) { try $0.setting("\(part.name).\($1.name)=\($1.value)") }
        #expect(typed == named)
        let data = try JSONEncoder().encode(named)
        #expect(try JSONDecoder().decode(Algorithm.self, from: data) == named)
        let json = Data("{\"groupSize\": 4, \"\(part.name)\": \"\(kind.kind)\"}".utf8)
        #expect(try JSONDecoder().decode(Algorithm.self, from: json) == named)
      }
    }
  }

  /// Whatever a field accepts beside its default is stored, written and read again.
  @Test func everyFieldKeepsWhatItIsGiven() throws {
    for part in Algorithm.settableParts {
      for kind in part.kinds {
        let named = try Algorithm(groupSize: 4).setting("\(part.name)=\(kind.kind)")
        for field in kind.fields {
          var accepted: Set<String> = []
          for candidate in ["0.25", "3", "true", "false", "none"]
            + words(of: field.name, in: part.name, named)
          {
            guard let changed = try? named.setting("\(part.name).\(field.name)=\(candidate)") else {
              continue
            }
            accepted.insert(candidate)
            let fields = changed.describedParts.first { $0.name == part.name }?.record.fields
            #expect(
              fields?.first { $0.name == field.name }?.value.description == candidate,
              "\(part.name)=\(kind.kind), \(field.name)=\(candidate)")
            let data = try JSONEncoder().encode(changed)
            #expect(try JSONDecoder().decode(Algorithm.self, from: data) == changed)
          }
          accepted.remove(field.value.description)
          #expect(
            !accepted.isEmpty, "\(part.name)=\(kind.kind), \(field.name) accepts nothing but its default")
        }
      }
    }
  }

  /// The words that a field takes, from the error that names them.
  private func words(of field: String, in part: String, _ algorithm: Algorithm) -> [String] {
    do {
      _ = try algorithm.setting("\(part).\(field)=?")
      return []
    } catch SettingError.inPart(_, .illegal(_, _, let legal)) {
      return legal.components(separatedBy: ", ")
    } catch {
      return []
    }
  }

  /// A field that only another kind has turns that kind on, where the part did nothing.
  @Test func fieldsTurnOnTheirKind() throws {
    let algorithm = try Algorithm(groupSize: 1).setting("tokenFilter.keepFraction=0.2")
    #expect(algorithm.tokenFilter == .lowestProbability(keepFraction: 0.2, minimum: 1))
  }

  static let grpo = Algorithm(
    groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.sample, epsilon: 1e-6)),
    promptWeight: .weighted(.linear(epsilon: 0)), surrogate: .clipped(ClippedSurrogate()))

  static let refusals: [(setting: String, message: String)] = [
    // What is no setting.
    ("louder", "\"louder\" is no setting; write part=kind or part.field=value"),
    ("=3", "\"=3\" is no setting; write part=kind or part.field=value"),
    ("groupSize.n=3", "\"groupSize.n=3\" is no setting; write part=kind or part.field=value"),
    // Parts.
    (
      "speed=3",
      "an algorithm has no part \"speed\"; its parts are groupSize, rewardTransform, baseline, scale,"
        + " promptWeight, selection, credit, tokenFilter, surrogate, aggregation, regularizer"
    ),
    // Kinds.
    (
      "scale=loud",
      "scale: there is no kind \"loud\"; the kinds are none, groupDeviation, batchDeviation, batchWhitening,"
        + " batchCentring, liveGroupShare, nonzeroRewardShare"
    ),
    // Fields.
    (
      "scale.volume=3",
      "scale: the kind groupDeviation has no field \"volume\"; its fields are deviation, epsilon,"
        + " epsilonPlacement"
    ),
    (
      "scale.over=tokens",
      "scale: the kind groupDeviation has no field \"over\"; its fields are deviation, epsilon,"
        + " epsilonPlacement; set the kind to batchWhitening or batchCentring first"
    ),
    ("selection.volume=3", "selection: the kind all has no field \"volume\"; it has none"),
    // Values.
    ("groupSize=0", "groupSize is 0; it must be a whole number, 1 or more"),
    ("groupSize=2.5", "groupSize is 2.5; it must be a whole number, 1 or more"),
    ("groupSize=many", "groupSize is many; it must be a whole number, 1 or more"),
    ("scale.epsilon=-1", "scale: epsilon is -1; it must be a number, 0 or more"),
    ("scale.epsilon=inf", "scale: epsilon is inf; it must be a number, 0 or more"),
    ("scale.epsilon=small", "scale: epsilon is small; it must be a number, 0 or more"),
    ("scale.deviation=loose", "scale: deviation is loose; it must be population, sample"),
    ("credit.discount=2", "credit: discount is 2; it must be between 0 and 1"),
    (
      "baseline.value=x",
      "baseline: the kind groupMean has no field \"value\"; its fields are groupOfOne;"
        + " set the kind to constant first"
    ),
    ("rewardTransform.buffer=0.5", "rewardTransform: buffer is 0.5; it must be a whole number, 1 or more"),
    ("rewardTransform.low=2", "rewardTransform: high is 1; it must be a number, 2 or more"),
    ("rewardTransform.threshold=high", "rewardTransform: threshold is high; it must be a number, or none"),
    ("selection.limit=0", "selection: limit is 0; it must be a number above 0"),
    ("surrogate.dual=0.5", "surrogate: dual is 0.5; it must be a number, 1 or more, or none"),
    ("aggregation.over=pages", "aggregation: over is pages; it must be rollouts, trajectories"),
    (
      "regularizer.importanceWeighted=maybe",
      "regularizer: importanceWeighted is maybe; it must be true or false"
    ),
    ("promptWeight.allFail=x", "promptWeight: allFail is x; it must be a number, signed or formula"),
  ]

  @Test(arguments: refusals)
  func errorsSayWhatIsLegal(setting: String, message: String) {
    #expect {
      try Self.grpo.setting(setting)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [
    (
      "promptWeight=passAtK", "promptWeight.allFail=signed",
      "promptWeight: allFail is signed; it must be a number or formula"
    ),
    (
      "promptWeight=table", "promptWeight.table=1,x",
      "promptWeight: table is 1,x; it must be numbers separated by commas"
    ),
    (
      "surrogate=sequenceRatio", "surrogate.level=token",
      "surrogate: level is token; it must be sequenceMean or sequenceSum"
    ),
  ])
  func errorsOfFurtherKinds(first: String, second: String, message: String) throws {
    let algorithm = try Self.grpo.setting(first)
    #expect {
      try algorithm.setting(second)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [
    ("{\"groupSize\": 0}", "groupSize is 0; it must be a whole number, 1 or more"),
    (
      "{\"groupSize\": 1, \"speed\": \"none\"}",
      "an algorithm has no part \"speed\"; its parts are groupSize, rewardTransform, baseline, scale,"
        + " promptWeight, selection, credit, tokenFilter, surrogate, aggregation, regularizer"
    ),
    (
      "{\"groupSize\": 1, \"scale\": {\"kind\": \"groupDeviation\", \"over\": \"tokens\"}}",
      "scale: the kind groupDeviation has no field \"over\"; its fields are deviation, epsilon,"
        + " epsilonPlacement"
    ),
    (
      "{\"groupSize\": 1, \"credit\": {\"kind\": \"rewardToGo\", \"discount\": true}}",
      "credit: discount is true; it must be between 0 and 1"
    ),
  ])
  func errorsOfJSON(json: String, message: String) {
    #expect {
      try JSONDecoder().decode(Algorithm.self, from: Data(json.utf8))
    } throws: {
      "\($0)" == message
    }
  }

  @Test func catalogueErrorsSayWhatIsKnown() {
    #expect {
      try AlgorithmPreset(named: "ppo")
    } throws: {
      "\($0)"
        == "there is no algorithm \"ppo\"; known are "
        + AlgorithmPreset.allCases.map(\.rawValue).joined(separator: ", ")
    }
    #expect {
      try AlgorithmPreset.opo.algorithm(.trl)
    } throws: {
      "\($0)" == "opo has no convention trl; it has paper, verl"
    }
  }
}
