import Algorithms
import ArgumentParser
import RunFiles
import Studies

/// Algorithms separated by commas, as an argument: names of the catalogue, or files.
struct AlgorithmList: ExpressibleByArgument {
  let names: [String]

  init(_ names: [String]) {
    self.names = names
  }

  init?(argument: String) {
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  var defaultValueDescription: String { names.joined(separator: ",") }

  /// The algorithms by their names, with another group size where one is given.
  ///
  /// - Throws: what is wrong with a name or a file.
  func algorithms(groupSize: Int? = nil) throws -> [(name: String, algorithm: Algorithm)] {
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw RunError(.usage, "algorithm \(name) is named twice; once is enough")
    }
    return try names.map { name in
      var algorithm = try Algorithm(nameOrFile: name)
      if let groupSize { algorithm.groupSize = groupSize }
      return (name, algorithm)
    }
  }
}
