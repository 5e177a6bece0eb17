import RandomStreams

/// Random unit vectors, one for every prompt: directions of independent normal numbers.
struct SharedFeatures: Sendable {
  /// D, the number of features.
  let count: Int
  private let values: [Double]

  /// The features of prompts at an address; those of a prompt do not depend on how many there are.
  init(count: Int, prompts: Int, path: StreamPath) {
    self.count = count
    values = (0..<prompts).flatMap { prompt in
      let generator = GSLRandomGenerator(path["features"][prompt].stream())
      let direction = (0..<count).map { _ in generator.standardNormal() }
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return direction.map { $0 / norm }
    }
  }

  /// Adds a multiple of a prompt's features to the parameters.
  func add(_ factor: Double, times prompt: Int, to parameters: inout [Double]) {
    let start = prompt * count
    for index in 0..<count { parameters[index] += factor * values[start + index] }
  }

  /// θ · φ.
  func product(of prompt: Int, _ parameters: [Double]) -> Double {
    let start = prompt * count
    var sum = 0.0
    for index in 0..<count { sum += parameters[index] * values[start + index] }
    return sum
  }
}
