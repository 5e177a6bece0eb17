import ProofLedger
import Testing

@Suite("Symbols of Swift files")
struct SwiftSymbolsTests {
  static let text = #"""
    // struct Comment { }
    /* enum Also /* nested */ {} */
    public struct Moments<Value>: Sendable where Value: Equatable {
      public static let zero = Moments("}", "\(zero.map { "{\($0)" })", #"\(x) " {"#)
      let text = """
        func hidden() { "
        """
      public init(of table: Table, _ weights: [String: Int] = [:]) throws { let inner = 1 }
      init?(text: String) { nil }
      func variance<Number>(at b: Number, by rule: (Int, Int) -> Double = { $0 + $1 }) -> Double {
        func local(x: Int) {}
        switch b { case let value: return value }
      }
      static func < (left: Self, right: Self) -> Bool { true }
      func map(_ values: Dictionary<String, Int>, to other: Int) {}
      var mean: Double { let part = 1; return part }
      subscript(index: Int) -> Int { index }
      subscript(at index: Int) -> Int { index }
      enum Rule: String { case none, tail(Int, of: Double), all = "x", `default` }
    }
    extension Moments.Rule { class func make() {} }
    func free(_ x: Int, y: Int) {}
    """#

  @Test func declarationsAreFoundWithLabels() {
    #expect(
      SwiftSymbols.symbols(of: Self.text) == [
        "Moments", "Moments.zero", "Moments.text", "Moments.init(of:_:)", "Moments.init(text:)",
        "Moments.variance(at:by:)", "Moments.map(_:to:)", "Moments.mean",
        "Moments.subscript(_:)", "Moments.subscript(at:)", "Moments.Rule", "Moments.Rule.none",
        "Moments.Rule.tail",
        "Moments.Rule.tail(_:of:)", "Moments.Rule.all", "Moments.Rule.default", "Moments.Rule.make()",
        "free(_:y:)",
      ])
  }

  @Test func aTypeIsFoundWhereItIsDeclared() {
    let index = SymbolIndex(texts: [
      "Sources/A+More.swift": "extension A { func f() {} }", "Sources/A.swift": "struct A {}",
    ])
    #expect(index.files(of: "A") == ["Sources/A.swift", "Sources/A+More.swift"])
    #expect(index.files(of: "A.f()") == ["Sources/A+More.swift"])
    #expect(index.files(of: "A.g()").isEmpty)
  }
}
