/// A term as a Coq file writes it: applications, arithmetic and lists, which is all that certified numbers need.
package indirect enum CoqTerm: Equatable, Sendable {
  /// A name or a numeral, which may have a sign.
  case word(String)
  /// A function and its arguments.
  case application(CoqTerm, [CoqTerm])
  /// Two terms and the sign between them.
  case infix(CoqTerm, String, CoqTerm)
  /// `[a; b]`.
  case list([CoqTerm])

  /// Reads a term; nil where it is made of anything else.
  ///
  /// Of scopes there is `%nat` behind numerals and lists of them, and nothing else: under another, a sign could mean
  /// anything.
  package init?(_ text: String) {
    var reader = Reader(
      tokens: text.matches(of: /%?[\p{L}_][\p{L}\p{N}_'.]*|\p{N}+|\S/).map { String($0.output) })
    guard let term = reader.term(), reader.isAtEnd, !reader.isBroken else { return nil }
    self = term
  }

  /// The term on one line.
  package var text: String {
    switch self {
    case .word(let word): word
    case .application(let head, let arguments): ([head] + arguments).map(\.enclosed).joined(separator: " ")
    case .infix(let left, let sign, let right):
      "\(left.text(inside: sign)) \(sign) \(right.text(inside: sign, isRight: true))"
    case .list(let items): "[" + items.map(\.text).joined(separator: "; ") + "]"
    }
  }

  private var enclosed: String {
    switch self {
    case .word(let word) where word.hasPrefix("-"): "(\(word))"
    case .word, .list: text
    default: "(\(text))"
    }
  }

  /// The text beside a sign, in parentheses where the term would be torn apart.
  private func text(inside sign: String, isRight: Bool = false) -> String {
    guard case .infix(_, let own, _) = self else { return text }
    let isTorn = Self.rank(own) < Self.rank(sign) || isRight && Self.rank(own) == Self.rank(sign)
    return isTorn ? enclosed : text
  }

  /// The number of a numeral or of a quotient of two, such as -3/5; nil for other terms.
  package var fraction: String? {
    switch self {
    case .word(let word) where word.contains(/^-?\p{N}+$/): word
    case .infix(.word(let above), "/", .word(let below))
    where above.contains(/^-?\p{N}+$/) && below.allSatisfy(\.isNumber): "\(above)/\(below)"
    default: nil
    }
  }

  private var isNumeral: Bool {
    if case .word(let word) = self { word.contains(/^-?\p{N}+$/) } else { false }
  }

  /// All words that are no numerals.
  package var names: Set<String> {
    switch self {
    case .word(let word): isNumeral ? [] : [word]
    case .application(let head, let arguments): arguments.reduce(head.names) { $0.union($1.names) }
    case .infix(let left, _, let right): left.names.union(right.names)
    case .list(let items): items.reduce([]) { $0.union($1.names) }
    }
  }

  /// The term's first name and its arguments; nil where it begins otherwise.
  package var call: (head: String, arguments: [CoqTerm])? {
    switch self {
    case .word(let word): (word, [])
    case .application(.word(let head), let arguments): (head, arguments)
    default: nil
    }
  }

  private static func rank(_ sign: String) -> Int {
    ["=": 1, "+": 2, "-": 2, "*": 3, "/": 3][sign] ?? 0
  }

  private struct Reader {
    let tokens: [String]
    var position = 0
    /// Whether a bracket held no term, or was not closed.
    var isBroken = false

    var isAtEnd: Bool { position == tokens.count }
    private var next: String { isAtEnd ? "" : tokens[position] }

    private mutating func skip(_ token: String) -> Bool {
      guard next == token else { return false }
      position += 1
      return true
    }

    mutating func term(above least: Int = 0) -> CoqTerm? {
      guard var left = negative() ?? application() else { return nil }
      while CoqTerm.rank(next) > least {
        let sign = next
        position += 1
        guard let right = term(above: CoqTerm.rank(sign)) else { return nil }
        left = .infix(left, sign, right)
      }
      return left
    }

    /// A numeral after a sign, where no term is on the left of it.
    private mutating func negative() -> CoqTerm? {
      guard next == "-", tokens.dropFirst(position + 1).first?.allSatisfy(\.isNumber) == true else {
        return nil
      }
      position += 2
      return .word("-" + tokens[position - 1])
    }

    private mutating func application() -> CoqTerm? {
      guard let head = atom() else { return nil }
      var arguments: [CoqTerm] = []
      while let argument = atom() { arguments.append(argument) }
      return arguments.isEmpty ? head : .application(head, arguments)
    }

    private mutating func atom() -> CoqTerm? {
      if skip("(") {
        let inner = term()
        if inner == nil || !skip(")") { isBroken = true }
        return inner
      }
      if skip("[") {
        var items: [CoqTerm] = []
        repeat {
          if let item = term() { items.append(item) } else { isBroken = true }
        } while skip(";")
        if !skip("]") { isBroken = true }
        if skip("%nat"), !items.allSatisfy(\.isNumeral) { isBroken = true }
        return .list(items)
      }
      guard let first = next.first, first.isLetter || first.isNumber || first == "_" else { return nil }
      let word = CoqTerm.word(next)
      position += 1
      if word.isNumeral { _ = skip("%nat") }
      return word
    }
  }
}
