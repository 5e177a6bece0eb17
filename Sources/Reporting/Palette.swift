/// The colours and markers of series: seven of the eight colours of Okabe and Ito, which readers with any
/// colour vision tell apart; their yellow is too pale for lines on white.
package enum Palette {
  /// Colours as `#rrggbb`.
  package static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333"]

  /// gnuplot's numbers of solid shapes: circle, square, triangle, diamond, triangle down, pentagon; then
  /// an open circle.
  package static let markers = [7, 5, 9, 13, 11, 15, 6]

  /// The colour of a series; the eighth has that of the first again.
  package static func colour(_ index: Int) -> String {
    colours[place(index, colours.count)]
  }

  /// The marker of a series, as gnuplot's `pointtype`.
  package static func marker(_ index: Int) -> Int {
    markers[place(index, markers.count)]
  }

  /// The size of a series' marker, as gnuplot's `pointsize`: squares look larger than they are.
  package static func markerSize(_ index: Int) -> Double {
    marker(index) == 5 ? 0.62 : 0.72
  }

  /// The dashes of a series, as gnuplot's `dashtype`: solid for the first seven, then another pattern
  /// for every further seven.
  package static func dash(_ index: Int) -> String {
    let patterns = ["solid", "(8,4)", "(2,3)", "(8,3,2,3)"]
    return patterns[place(index < 0 ? 0 : index / colours.count, patterns.count)]
  }

  /// The colour of a series in a terminal, as the number of an ANSI escape sequence.
  static func terminalColour(_ index: Int) -> Int {
    [34, 31, 32, 35, 33, 36, 39][place(index, 7)]
  }

  private static func place(_ index: Int, _ count: Int) -> Int {
    let rest = index % count
    return rest < 0 ? rest + count : rest
  }
}
