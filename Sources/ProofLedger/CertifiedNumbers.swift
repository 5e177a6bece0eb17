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
  /// - Throws: `RunError` where a theorem of Proofs/Certified is none.
  package init(_ statements: Statements) throws {
    for statement in statements.theorems
    where statement.family == .certified && statement.kind == .theorem {
      guard let term = Self.term(of: statement) else { throw Certificate.unknown(statement) }
      if case .infix(let mapped, "=", .list(let items)) = term {
        guard add(mapped, items) else { throw Certificate.unknown(statement) }
      } else {
        certificates.append(try Certificate(statement, term))
      }
    }
  }

  /// The text of certified.json: one certificate a line, numbers that a double cannot hold as strings.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
      }
      let certificates = try certificates.map { try text($0.fields) }.joined(separator: ",\n")
      let tables = try tables.sorted { $0.key < $1.key }.map { name, columns in
        let fields = try columns.sorted { $0.key < $1.key }
          .map { "\"\($0)\":[\(try $1.map { try text(Self.field($0)) }.joined(separator: ","))]" }
        return "\"\(name)\":{\(fields.joined(separator: ","))}"
      }
      return "{\"certificates\":[\n\(certificates)\n],\"tables\":{\n\(tables.joined(separator: ",\n"))\n}}\n"
    }
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
    guard isReward || items.allSatisfy({ $0.fraction != nil }) else { return false }
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
