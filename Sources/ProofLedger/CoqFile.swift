/// What a Coq file declares, and what it may not contain.
package struct CoqFile: Equatable, Sendable {
  /// Its path inside the folder of proofs, such as `Scores/Softmax.v`.
  package let path: String
  /// Named declarations, in the order of the file.
  package private(set) var declarations: [CoqDeclaration] = []
  /// The names that it gives, with their lines: its own and those of its folders, of modules and of declarations.
  package private(set) var names: [Name] = []
  /// What must not be in a proof, a line each.
  package private(set) var offences: [String] = []

  /// What makes it hard to read, a line each.
  package private(set) var untidiness: [String] = []

  /// A name and the line that gives it.
  package struct Name: Equatable, Sendable {
    package let name: String
    package let line: Int
  }

  private struct Scope: Equatable, Sendable {
    let name: String
    let isSection: Bool
    var context: [String] = []
  }
  /// The file itself, and the sections and modules that are open.
  private var scopes = [Scope(name: "", isSection: false)]

  /// Reads a file.
  package init(path: String, text: String) {
    self.path = path
    names = path.dropLast(2).split(separator: "/").map { Name(name: String($0), line: 1) }
    let (sentences, header) = CoqLexer.read(text)
    if !path.contains("/") {
      offences.append("\(path):1: the file is in no folder of a family; move it into one")
    }
    for sentence in sentences {
      read(sentence)
    }
    untidiness = longLines(of: text)
    if ProofFamily(of: path) != .certified { untidiness += undescribed(in: header) }
  }

  private static let lineLength = 100

  private func longLines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $0.element.count > Self.lineLength }.map {
        "\(path):\($0.offset + 1): the line has \($0.element.count) characters; break it at \(Self.lineLength)"
      }
  }

  /// Theorems without a comment, and theorems that the header does not name; `*_weight` there names all that end so.
  private func undescribed(in header: String) -> [String] {
    let words = Set(header.split { !($0.isLetter || $0.isNumber || "_'*".contains($0)) })
    let patterns = words.filter { $0.contains("*") && $0.contains("_") }
    return declarations.filter { $0.kind == .theorem }.flatMap { theorem in
      let place = "\(path):\(theorem.line): \(theorem.kind.rawValue) \(theorem.name)"
      let isNamed =
        words.contains(theorem.name[...]) || patterns.contains { Self.matches(theorem.name, pattern: $0) }
      return [
        theorem.comment.isEmpty
          ? "\(place) has no comment (** ... *) before it; write its formula there" : nil,
        isNamed ? nil : "\(place) is not in the header of the file; name it under Results",
      ].compactMap(\.self)
    }
  }

  private static func matches(_ name: String, pattern: Substring) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard name.hasPrefix(parts[0]) else { return false }
    var rest = name.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }

  /// What another file has to Require: `Scores.Softmax`.
  package var module: String {
    path.dropLast(2).split(separator: "/").joined(separator: ".")
  }

  private mutating func read(_ sentence: CoqSentence) {
    let command = Array(sentence.command)
    audit(sentence, command)
    guard let first = command.first else { return }
    switch first {
    case "Section":
      if command.count > 1 { scopes.append(Scope(name: command[1], isSection: true)) }
    case "Module":
      let name = command.dropFirst().first { !["Import", "Export", "Type"].contains($0) }
      let isAlias = zip(command, command.dropFirst()).contains { $0 == ":" && $1 == "=" }
      if let name { names.append(Name(name: name, line: sentence.line)) }
      if let name, !isAlias { scopes.append(Scope(name: name, isSection: false)) }
    case "End":
      if scopes.count > 1 { scopes.removeLast() }
    case "Variable", "Variables", "Hypothesis", "Hypotheses", "Context", "Let", "Notation", "Infix":
      scopes[scopes.count - 1].context.append(sentence.text)
    case "Defined":
      if !declarations.isEmpty { declarations[declarations.count - 1].isTransparent = true }
    default:
      declare(sentence, command)
    }
  }

  private mutating func declare(_ sentence: CoqSentence, _ command: [String]) {
    guard let kind = DeclarationKind(rawValue: command[0]), command.count > 1,
      let initial = command[1].first, initial.isLetter || initial == "_"
    else { return }
    names.append(Name(name: command[1], line: sentence.line))
    declarations.append(
      CoqDeclaration(
        name: command[1], kind: kind, file: path,
        modules: scopes.dropFirst().filter { !$0.isSection }.map(\.name),
        context: context(of: sentence), text: sentence.text, comment: sentence.comment,
        isTransparent: !kind.isProved, line: sentence.line))
  }

  /// What the sections around a sentence assume, and those of their local definitions and of notations that are used.
  private func context(of sentence: CoqSentence) -> [String] {
    var used = Set(sentence.tokens)
    var kept: [String] = []
    for text in scopes.flatMap(\.context).reversed() {
      let tokens = CoqLexer.sentences(of: text).flatMap(\.command)
      if tokens.first == "Let" || tokens.first == "Notation", tokens.count > 1, tokens[1] != ":",
        !used.contains(tokens[1])
      {
        continue
      }
      used.formUnion(tokens)
      kept.append(text)
    }
    return kept.reversed()
  }

  private mutating func audit(_ sentence: CoqSentence, _ command: [String]) {
    func refuse(_ what: String, _ fix: String) {
      offences.append("\(path):\(sentence.line): \(what) is not allowed in a proof; \(fix)")
    }
    for word in sentence.tokens {
      if let fix = Self.forbiddenWords[word] { refuse(word, fix) }
    }
    guard let first = command.first else { return }
    let opening = command.prefix(3).joined(separator: " ")
    if Self.assumptions.contains(first) {
      refuse(first, "prove it, or make it a hypothesis of the theorem")
    } else if Self.uncheckedKernel.contains(opening) {
      refuse(opening, "let the kernel check it")
    } else if first == "Declare", command.dropFirst().first != "Scope" {
      refuse(command.prefix(2).joined(separator: " "), "use the installed libraries")
    } else if Self.notations.contains(first) {
      if ProofFamily(of: path) == .certified {
        refuse(first, "certified numbers are read as they stand")
      } else if !sentence.isLocal {
        refuse("\(first) for other files", "make it Local, so that it stands in the file of its statements")
      }
    } else if first == "Admit" {
      refuse(command.prefix(2).joined(separator: " "), "finish the proof")
    } else if Self.outsideFiles.contains(first)
      || Self.outsidePlaces.contains(command.prefix(2).joined(separator: " "))
    {
      refuse(
        Self.outsideFiles.contains(first) ? first : command.prefix(2).joined(separator: " "),
        "it depends on what lies outside the file; Require what is needed")
    } else if Self.localAssumptions.contains(first), !scopes.contains(where: \.isSection) {
      offences.append(
        "\(path):\(sentence.line): \(first) outside a section is an axiom; put it into a Section")
    }
  }

  private static let forbiddenWords = [
    "Admitted": "finish the proof", "admit": "finish the proof", "give_up": "finish the proof",
    "Abort": "finish the proof or remove it", "bypass_check": "let the kernel check it",
  ]
  private static let assumptions: Set<String> = [
    "Axiom", "Axioms", "Parameter", "Parameters", "Conjecture", "Conjectures", "Primitive",
  ]
  private static let uncheckedKernel: Set<String> = [
    "Unset Guard Checking", "Unset Positivity Checking", "Unset Universe Checking",
  ]
  private static let outsideFiles: Set<String> = [
    "Load", "Cd", "Drop", "Redirect", "Extraction", "Separate", "Recursive",
  ]
  private static let outsidePlaces: Set<String> = ["Add LoadPath", "Add Rec", "Add ML"]
  private static let notations: Set<String> = ["Notation", "Infix", "Coercion", "Canonical"]
  private static let localAssumptions: Set<String> = [
    "Variable", "Variables", "Hypothesis", "Hypotheses", "Context",
  ]
}
