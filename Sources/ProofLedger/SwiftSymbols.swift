/// Finds the types, members and functions that a Swift file declares.
package struct SwiftSymbols {
  private let tokens: [String]
  private var position = 0
  /// The types whose braces are open, and nil for all other braces.
  private var scopes: [String?] = []
  /// The type whose brace comes next.
  private var opening: String?
  private var found: Set<String> = []

  /// The symbols of a text, such as `ScoreMoments`, `ScoreMoments.regret(baseline:)` and `Scale.none`.
  package static func symbols(of text: String) -> Set<String> {
    var reader = SwiftSymbols(tokens: SwiftLexer.tokens(of: text))
    reader.run()
    return reader.found
  }

  private init(tokens: [String]) {
    self.tokens = tokens
  }

  private mutating func run() {
    while position < tokens.count {
      let token = tokens[position]
      let isMember = position > 0 && tokens[position - 1] == "."
      position += 1
      switch token {
      case "{":
        scopes.append(opening)
        opening = nil
      case "}": _ = scopes.popLast()
      case "struct", "class", "enum", "actor", "protocol", "extension": if !isMember { openType() }
      case "func", "init", "subscript", "var", "let", "case", "typealias":
        if !isMember { declare(token) }
      default: break
      }
    }
  }

  private func token(at index: Int) -> String { index < tokens.count ? tokens[index] : "" }

  private static func isName(_ token: String) -> Bool {
    token.first.map { $0.isLetter || $0 == "_" } ?? false
  }

  /// The types around this place; nil inside a function's body.
  private var owner: [String]? {
    scopes.contains(nil) ? nil : scopes.compactMap(\.self)
  }

  private mutating func openType() {
    guard Self.isName(token(at: position)),
      !["func", "var", "let", "subscript"].contains(token(at: position))
    else { return }
    var name = token(at: position)
    position += 1
    while token(at: position) == ".", Self.isName(token(at: position + 1)) {
      name += "." + token(at: position + 1)
      position += 2
    }
    opening = name
    add(name)
  }

  private mutating func declare(_ keyword: String) {
    guard owner != nil else { return }
    switch keyword {
    case "init", "subscript":
      skipGenerics()
      if token(at: position) == "?" || token(at: position) == "!" { position += 1 }
      skipGenerics()
      add(keyword + labels(namesAreLabels: keyword == "init"))
    case "func":
      var name = ""
      while position < tokens.count, token(at: position) != "(", token(at: position) != "<" || name.isEmpty {
        name += token(at: position)
        position += 1
      }
      skipGenerics()
      if Self.isName(name) { add(name + labels()) }
    case "case":
      declareCases()
    default:
      guard Self.isName(token(at: position)) else { return }
      add(token(at: position))
      position += 1
    }
  }

  private mutating func declareCases() {
    while Self.isName(token(at: position)) {
      let name = token(at: position)
      position += 1
      add(name)
      if token(at: position) == "(" { add(name + labels()) }
      if token(at: position) == "=" { position += 2 }
      guard token(at: position) == "," else { return }
      position += 1
    }
  }

  private mutating func add(_ name: String) {
    guard let owner else { return }
    found.insert((owner + [name]).joined(separator: "."))
  }

  private mutating func skipGenerics() {
    guard token(at: position) == "<" else { return }
    var depth = 0
    repeat {
      depth += token(at: position) == "<" ? 1 : token(at: position) == ">" ? -1 : 0
      position += 1
    } while depth > 0 && position < tokens.count
  }

  /// Reads a list of parameters.
  ///
  /// Those of subscripts have no label unless it stands before their name.
  private mutating func labels(namesAreLabels: Bool = true) -> String {
    guard token(at: position) == "(" else { return "" }
    var labels = ""
    var depth = 0
    var expectsLabel = false
    repeat {
      let sign = token(at: position)
      position += 1
      switch sign {
      case "(", "[", "{":
        depth += 1
        expectsLabel = depth == 1
      case ")", "]", "}": depth -= 1
      case "<": depth += 1
      case ">": if token(at: position - 2) != "-" { depth -= 1 }
      case ",": if depth == 1 { expectsLabel = true }
      case "@": if expectsLabel { position += 1 }
      default:
        if expectsLabel, Self.isName(sign) {
          labels += (hasLabel(namesAreLabels) ? sign : "_") + ":"
          expectsLabel = false
        }
      }
    } while depth > 0 && position < tokens.count
    return "(\(labels))"
  }

  /// Whether the name just read is followed by a colon or a second name, as labels are, not types.
  private func hasLabel(_ namesAreLabels: Bool) -> Bool {
    let next = token(at: position)
    return next == ":" && namesAreLabels || Self.isName(next) && token(at: position + 1) == ":"
  }
}
