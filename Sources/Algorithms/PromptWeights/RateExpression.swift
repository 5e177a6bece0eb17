public struct RateExpression: Hashable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ t: String) throws { description = t }
  static let one = try! RateExpression("1")
  func value(rate: Double, groupSize: Double) -> Double { 1 }
}
