import RunFiles

/// What determines a cell's result.
struct CellKey: Codable, Hashable {
  let study: String
  let cell: String
  let family: String
  let seed: UInt64
  /// The address of the study's parameters.
  let configuration: String
  /// Raised whenever the same configuration no longer gives the same result.
  var format = 1

  var file: String {
    "cells/\(cell)-\(contentAddress("\(study)/\(family)/\(seed)/\(configuration)/\(format)/\(cell)")).json"
  }
}

/// A cell as its file holds it: with what was hashed for its name, so that a collision is noticed.
struct StoredCell<Result: Codable>: Codable {
  let key: CellKey
  let result: Result
}
