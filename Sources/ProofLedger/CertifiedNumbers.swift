import Foundation
import RunFiles

/// The numbers that theorems of Proofs/Certified prove, and the tables of responses that they are about.
///
/// A theorem is a certificate, or gives a column of a table: `map f (support table) = [...]`, where f is a probability, a
/// truth value (the reward) or a number (the length).
package struct CertifiedNumbers: Equatable, Sendable {
  /// The file that the tests read, as a path inside the package.
  package static let path = "Tests/PolicyGradientTheoryTests/Reference/certified.json"

  /// The certificates, by file and then as they stand there.
  package private(set) var certificates: [Certificate] = []
  private var tables: [String: [String: [CoqTerm]]] = [:]

  /// The numbers of those among the statements that are certificates.
  ///
  /// - Throws: `RunError` where a theorem of Proofs/Certified is none, or where a name in it is not what Coq saw there.
  package init(_ statements: Statements) throws {
    let texts = Dictionary(statements.definitions.map { ($0.name, $0) }) { first, _ in first }
    /// Names of the definitions on which a statement rests, of their constructors and of their fields.
    func seen(_ statement: TheoremStatement) -> Set<String> {
      statement.definitions.reduce(into: Set(statement.definitions)) { names, name in
        if let text = texts[name]?.text, Self.isTypeDeclaration(text) {
          names.formUnion(CoqLexer.sentences(of: text).flatMap(\.tokens))
        }
      }
    }
    for statement in statements.theorems
    where statement.family == .certified && statement.kind == .theorem {
      guard let term = Self.term(of: statement) else { throw Certificate.unknown(statement) }
      let seen = seen(statement)
      let unseen = term.names.filter { name in
        Self.libraryNames.contains(name)
          ? statement.definitions.contains { name == $0 || name.hasSuffix("." + $0) } : !seen.contains(name)
      }
      if let name = unseen.min() {
        throw RunError(
          .badData,
          "Proofs/\(statement.file): \(statement.name) writes '\(name)', which is not what Coq sees there; write the name of the definition that is meant"
        )
      }
      if case .infix(let mapped, "=", .list(let items)) = term {
        guard add(mapped, items) else { throw Certificate.unknown(statement) }
      } else {
        certificates.append(try Certificate(statement, term))
      }
    }
  }

  /// The quantities that are certified, sorted, with their theorems.
  package var quantities: [(name: String, theorems: [String])] {
    Dictionary(grouping: certificates, by: \.quantity).map { ($0.key, $0.value.map(\.theorem)) }
      .sorted { $0.0 < $1.0 }
  }

  /// The tables of responses by name: what their columns hold, as Coq writes it.
  package var responseTables: [(name: String, columns: [String: [String]])] {
    tables.sorted { $0.key < $1.key }.map { ($0.key, $0.value.mapValues { $0.map(\.text) }) }
  }

  /// The text of certified.json: one certificate a line, numbers that a double cannot hold as strings.
  package var json: String {
    get throws {
      func text(_ value: some Encodable) throws -> Substring { try jsonLine(value).dropLast() }
      let certificates = try certificates.map { try text($0.fields) }.joined(separator: ",\n")
      let tables = try tables.sorted { $0.key < $1.key }.map { name, columns in
        let fields = try columns.sorted { $0.key < $1.key }
          .map { "\"\($0)\":[\(try $1.map { try text(Self.field($0)) }.joined(separator: ","))]" }
        return "\"\(name)\":{\(fields.joined(separator: ","))}"
      }
      return "{\"certificates\":[\n\(certificates)\n],\"tables\":{\n\(tables.joined(separator: ",\n"))\n}}\n"
    }
  }

  /// What certificates may name of Coq's libraries.
  private static let libraryNames: Set<String> = ["map", "repeat", "fst", "snd", "true", "false", "Nat.even"]

  private static func isTypeDeclaration(_ text: String) -> Bool {
    let kind = CoqLexer.sentences(of: text).first?.command.first.flatMap(DeclarationKind.init)
    return [.inductive, .variant, .record, .structure, .typeClass].contains(kind)
  }

  private static func term(of statement: TheoremStatement) -> CoqTerm? {
    guard statement.context.isEmpty, let colon = statement.text.firstIndex(of: ":") else { return nil }
    return CoqTerm(String(statement.text[statement.text.index(after: colon)...].dropLast()))
  }

  private mutating func add(_ mapped: CoqTerm, _ items: [CoqTerm]) -> Bool {
    guard let map = mapped.call, map.head == "map", map.arguments.count == 2,
      let support = map.arguments[1].call, support.head == "support",
      let table = support.arguments.first?.call
    else { return false }
    let isProbability = map.arguments[0].call?.head == "probability"
    let isReward = items.allSatisfy { $0 == .word("true") || $0 == .word("false") }
    guard
      isReward
        || items.allSatisfy({ isProbability ? $0.fraction != nil : $0.fraction.flatMap(Int.init) != nil })
    else { return false }
    tables[table.head, default: [:]][isProbability ? "probabilities" : isReward ? "rewards" : "lengths"] =
      items
    return true
  }

  /// Truth values are the rewards 1 and 0.
  private static func field(_ item: CoqTerm) -> Certificate.Field {
    if case .word(let word) = item {
      return .number(Int(word) ?? (word == "true" ? 1 : 0))
    }
    return .text(item.fraction ?? item.text)
  }
}
