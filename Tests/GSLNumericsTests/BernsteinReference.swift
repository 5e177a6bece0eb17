import Testing

/// The value and the integral of a Bernstein polynomial whose coefficients a family and a degree name.
struct BernsteinReference: Decodable, Sendable, CustomTestStringConvertible {
  enum Family: String, Decodable, Sendable {
    case harmonic, root, arcsine, parabola

    func coefficient(_ index: Int, degree: Int) -> Double {
      let j = Double(index)
      let m = Double(degree)
      return switch self {
      case .harmonic: 1 / (j + 1)
      case .root: (j / m).squareRoot()
      case .arcsine: 1 / ((j + 0.5) * (m - j + 0.5)).squareRoot()
      case .parabola: j * (m - j)
      }
    }
  }

  let family: Family
  let degree: Int
  let x: Double
  let value: String
  let integral: String

  var testDescription: String { "\(family) of degree \(degree) at \(x)" }

  var coefficients: [Double] { (0...degree).map { family.coefficient($0, degree: degree) } }

  static let all = ReferenceFile<BernsteinReference>.entries(of: "bernstein")
}
