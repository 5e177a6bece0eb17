/// Why there is no mixture of beta distributions.
public enum BetaMixtureError: Error, Equatable, CustomStringConvertible {
  /// There is no component.
  case empty
  /// A weight, of the component counted from 1, is not above 0.
  case weight(component: Int, value: Double)
  /// The weights do not sum to 1.
  case weightSum(Double)
  /// A shape, of the component counted from 1, is out of range.
  case shape(component: Int, value: Double)
  /// A component, counted from 1, is not written as weight*beta(alpha,beta).
  case notAComponent(String, component: Int)

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch self {
    case .empty: "a mixture needs a component; write one as in beta(2,5) or 0.7*beta(1,9)+0.3*beta(6,2)"
    case .weight(let component, let value):
      "the weight of component \(component) is \(value); it must be above 0"
    case .weightSum(let sum):
      "the weights of the mixture sum to \(sum); they must sum to 1"
    case .shape(let component, let value):
      "a shape of component \(component) is \(value); it must be between 0.001 and 1000000"
    case .notAComponent(let text, let component):
      "component \(component) of the mixture is \"\(text)\"; write it as in 0.7*beta(1,9)"
    }
  }
}
