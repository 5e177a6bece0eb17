import RandomStreams
import RunFiles

/// A program for a kind of study: its cells, and what follows from their results.
public protocol StudyFamily: SendableMetatype {
  /// What it is measured on, as a study file writes it.
  associatedtype Parameters: Codable & Sendable
  /// What a cell leaves behind.
  associatedtype CellResult: Codable & Sendable

  /// The name by which a study file asks for the program.
  static var name: String { get }

  /// The names of all quantities that the parameters give rise to, so that a prediction about another one is
  /// refused before anything is measured.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  static func quantities(of parameters: Parameters) throws -> Set<String>

  /// The independent parts of the study.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  static func cells(of parameters: Parameters, path: StreamPath) throws -> [StudyCell<CellResult>]

  /// Quantities, tables and figures from the results of all cells, in the order of the cells.
  static func findings(of parameters: Parameters, results: [CellResult]) throws -> Findings
}
