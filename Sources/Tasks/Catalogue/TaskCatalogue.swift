/// The tasks that can be named in files and commands, with their parameters and defaults: the only such list.
public enum TaskCatalogue {
  /// A task by its name.
  public struct Entry: Sendable {
    /// The name.
    public let name: String
    /// What the task is, as a phrase for tables.
    public let summary: String
    /// What can be set.
    public let parameters: [TaskParameterDefinition]
    let make: @Sendable (TaskParameters) throws -> any VerifiableTask

    /// The parameter of a name; nil if the task has none.
    public func parameter(named name: String) -> TaskParameterDefinition? {
      parameters.first { $0.name == name }
    }
  }

  /// Every task.
  public static let entries: [Entry] = [
    Entry(
      name: "runningSum", summary: "add up digits modulo a number, one sum a step",
      parameters: [.with("modulus", .number(5)), .with("digits", .range(4...12))]
    ) { try RunningSum(modulus: $0.number("modulus"), digits: $0.range("digits")) },
    Entry(
      name: "addition", summary: "add two numbers with digits and carries as steps",
      parameters: [
        .with("base", .number(10)), .with("digits", .range(1...4)), .optional("modulus", .number),
      ]
    ) {
      try Addition(
        base: $0.number("base"), digits: $0.range("digits"), modulus: $0.optionalNumber("modulus"))
    },
    Entry(
      name: "reversal", summary: "write symbols in reverse order",
      parameters: [.with("symbols", .number(6)), .with("lengths", .range(2...5))]
    ) { try Reversal(symbols: $0.number("symbols"), lengths: $0.range("lengths")) },
    Entry(
      name: "sorting", summary: "write symbols in rising order",
      parameters: [.with("symbols", .number(6)), .with("lengths", .range(2...5))]
    ) { try Sorting(symbols: $0.number("symbols"), lengths: $0.range("lengths")) },
    Entry(
      name: "grid", summary: "walk to a goal with all moves chosen in advance",
      parameters: [.with("size", .number(4)), .with("responseLength", .number(10))]
    ) { try GridPath(size: $0.number("size"), responseLength: $0.number("responseLength")) },
    Entry(
      name: "countdown", summary: "reach a target from given numbers with +, - and *",
      parameters: [.with("numbers", .range(2...4)), .with("largestTarget", .number(99))]
    ) { try Countdown(numbers: $0.range("numbers"), largestTarget: $0.number("largestTarget")) },
    Entry(
      name: "navigation", summary: "walk through a maze, told after every move where one stands",
      parameters: [
        .with("size", .number(4)), .with("walls", .number(3)), .with("distances", .range(1...6)),
        .with("moves", .number(10)),
      ]
    ) {
      try Navigation(
        size: $0.number("size"), walls: $0.number("walls"), distances: $0.range("distances"),
        moves: $0.number("moves"))
    },
    Entry(
      name: "keyStore", summary: "follow keys through a store that only a tool shows",
      parameters: [.with("keys", .number(8)), .with("hops", .range(1...4))]
    ) { try KeyStore(keys: $0.number("keys"), hops: $0.range("hops")) },
    Entry(
      name: "external", summary: "prompts from a file, verdicts from a program",
      parameters: [
        .required("vocabulary", .texts), .with("endToken", .text("<end>")), .required("prompts", .text),
        .required("responseLength", .number), .required("verifier", .texts), .with("timeLimit", .number(10)),
      ]
    ) {
      try ExternalTask(
        vocabulary: $0.texts("vocabulary"), endToken: $0.text("endToken"), promptFile: $0.text("prompts"),
        responseLength: $0.number("responseLength"), verifier: $0.texts("verifier"),
        timeLimit: $0.number("timeLimit"))
    },
  ]

  /// The task of a name; nil if there is none.
  public static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }
}
