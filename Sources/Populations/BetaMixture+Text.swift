import Foundation
import GSLNumerics

extension BetaMixture {
  /// The shapes that a text may name.
  private static let shapes = 1e-3...1e6

  /// A mixture as written on the command line, such as `0.7*beta(1,9)+0.3*beta(6,2)` or `beta(2,5)`.
  ///
  /// Spaces do not count, nor does the case of letters. A component without a weight weighs 1.
  ///
  /// - Throws: ``BetaMixtureError``.
  public init(parsing text: String) throws {
    let terms = Self.terms(of: text.lowercased().filter { !$0.isWhitespace })
    try self.init(
      components: terms.enumerated().map { index, term in
        guard let match = term.wholeMatch(of: #/(?:([^*]+)\*)?beta\(([^,()]+),([^,()]+)\)/#),
          let weight = match.1.map({ Double($0) }) ?? 1, let alpha = Double(match.2),
          let beta = Double(match.3)
        else { throw BetaMixtureError.notAComponent(String(term), component: index + 1) }
        for shape in [alpha, beta] where !Self.shapes.contains(shape) {
          throw BetaMixtureError.shape(component: index + 1, value: shape)
        }
        return Component(weight: weight, rates: try BetaDistribution(alpha: alpha, beta: beta))
      })
  }

  /// The terms between plus signs that close a component; one in an exponent such as 1e+2 does not.
  private static func terms(of text: String) -> [Substring] {
    var terms: [Substring] = []
    var rest = Substring(text)
    while let end = rest.range(of: ")+") {
      terms.append(rest[..<rest.index(after: end.lowerBound)])
      rest = rest[end.upperBound...]
    }
    return terms + [rest]
  }
}

extension BetaMixture: CustomStringConvertible {
  /// The mixture with four significant digits, such as "0.7*beta(1,9)+0.3*beta(6,2)".
  public var description: String {
    components.map { component in
      let shapes = [component.rates.alpha, component.rates.beta].map { String(format: "%.4g", $0) }
      let beta = "beta(\(shapes.joined(separator: ",")))"
      return components.count == 1 ? beta : String(format: "%.4g", component.weight) + "*" + beta
    }.joined(separator: "+")
  }
}
