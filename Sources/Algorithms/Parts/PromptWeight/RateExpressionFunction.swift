/// A function that a ``RateExpression`` may call, by the name that calls it.
enum RateExpressionFunction: String, CaseIterable, Sendable {
  case sqrt, exp, log, abs, min, max, choose

  var argumentCount: Int {
    switch self {
    case .sqrt, .exp, .log, .abs: 1
    case .min, .max, .choose: 2
    }
  }
}
