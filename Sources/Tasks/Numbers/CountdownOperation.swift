/// What joins two numbers in an expression of ``Countdown``.
enum CountdownOperation: Int, CaseIterable {
  case plus, minus, times

  var sign: String {
    switch self {
    case .plus: "+"
    case .minus: "-"
    case .times: "*"
    }
  }

  func callAsFunction(_ left: Int, _ right: Int) -> Int {
    switch self {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    }
  }
}
