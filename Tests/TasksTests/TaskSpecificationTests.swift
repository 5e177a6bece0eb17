import Foundation
import Tasks
import Testing

@Suite("Naming a task")
struct TaskSpecificationTests {
  static func specification(_ json: String) throws -> TaskSpecification {
    try JSONDecoder().decode(TaskSpecification.self, from: Data(json.utf8))
  }

  static func message(_ json: String) -> String {
    do { return "\(try specification(json))" } catch { return "\(error)" }
  }

  @Test func aKeyWithParametersIsATask() throws {
    let named = try Self.specification("{\"runningSum\":{\"modulus\":3,\"digits\":[1,2]}}")
    #expect(named.name == "runningSum")
    #expect(named.parameters == ["modulus": .number(3), "digits": .range(1...2)])
    let task = try #require(try named.makeTask() as? RunningSum)
    #expect(try task == RunningSum(modulus: 3, digits: 1...2))
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    for json in ["{\"reversal\":{}}", "{\"reversal\":null}", "{\"reversal\":{\"symbols\":6}}"] {
      #expect(try Self.specification(json) == TaskSpecification("reversal"))
    }
    let task = try #require(try TaskSpecification("reversal").makeTask() as? Reversal)
    #expect(try task == Reversal(symbols: 6, lengths: 2...5))
    let sum = try #require(try TaskSpecification("addition", ["modulus": .number(7)]).makeTask() as? Addition)
    #expect(try sum == Addition(digits: 1...4, modulus: 7))
  }

  @Test func everySpecificationSurvivesEncoding() throws {
    var specifications = try TaskCatalogue.entries.filter { $0.name != "external" }.map {
      try TaskSpecification($0.name)
    }
    specifications.append(
      try TaskSpecification(
        "external",
        [
          "vocabulary": .texts(["1", "2"]), "endToken": .text("2"), "prompts": .text("a.jsonl"),
          "responseLength": .number(2), "verifier": .texts(["sh", "-c", "exit"]),
        ]))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for specification in specifications {
      let data = try encoder.encode(specification)
      #expect(try JSONDecoder().decode(TaskSpecification.self, from: data) == specification)
    }
    #expect(
      String(decoding: try encoder.encode(TaskSpecification("reversal")), as: UTF8.self)
        == "{\"reversal\":{\"lengths\":[2,5],\"symbols\":6}}")
  }

  @Test func whatDoesNotExistIsRefused() {
    #expect(
      Self.message("{\"reverse\":{}}")
        == "there is no task \"reverse\"; the tasks are runningSum, addition, reversal, sorting, grid, countdown,"
        + " navigation, keyStore, external")
    #expect(
      Self.message("{\"reversal\":{\"length\":[2,5]}}")
        == "the task reversal has no parameter \"length\"; its parameters are symbols, lengths")
    #expect(
      Self.message("{\"reversal\":{},\"sorting\":{}}")
        == "a task is one key with its parameters, such as reversal: {symbols: 6}; here are 2: reversal, sorting"
    )
    #expect(
      Self.message("{}")
        == "a task is one key with its parameters, such as reversal: {symbols: 6}; here are none")
  }

  @Test func valuesOfTheWrongKindAreRefused() {
    let range = "it must be a list of the least and the largest, such as [2, 5]"
    #expect(Self.message("{\"reversal\":{\"lengths\":[5,2]}}") == "reversal.lengths is [5, 2]; \(range)")
    #expect(Self.message("{\"reversal\":{\"lengths\":3}}") == "reversal.lengths is 3; \(range)")
    #expect(
      Self.message("{\"reversal\":{\"symbols\":\"six\"}}")
        == "reversal.symbols is \"six\"; it must be a whole number")
    #expect(
      Self.message("{\"reversal\":{\"symbols\":{}}}")
        == "reversal.symbols is of another kind; it must be a whole number")
    #expect(
      Self.message("{\"reversal\":{\"symbols\":2.5}}") == "reversal.symbols is 2.5; it must be a whole number"
    )
    #expect(
      Self.message("{\"external\":{}}")
        == "external.vocabulary is missing; add it: it must be a list of texts")
    #expect {
      _ = try TaskSpecification("grid", ["size": .text("4")])
    } throws: {
      "\($0)" == "grid.size is \"4\"; it must be a whole number"
    }
  }

  @Test func valuesOutOfRangeAreRefusedByTheTask() throws {
    #expect {
      _ = try TaskSpecification("grid", ["size": .number(1)]).makeTask()
    } throws: {
      "\($0)" == "size is 1; it must be 2 or more"
    }
  }
}
