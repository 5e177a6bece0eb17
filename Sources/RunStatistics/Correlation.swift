/// Pearson's correlation of pairs; nil where a side is constant or there are fewer than 2 pairs.
public func correlation(_ pairs: [(x: Double, y: Double)]) -> Double? {
  guard pairs.count >= 2 else { return nil }
  let count = Double(pairs.count)
  let meanX = pairs.reduce(0) { $0 + $1.x } / count
  let meanY = pairs.reduce(0) { $0 + $1.y } / count
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0
  for pair in pairs {
    xx += (pair.x - meanX) * (pair.x - meanX)
    yy += (pair.y - meanY) * (pair.y - meanY)
    xy += (pair.x - meanX) * (pair.y - meanY)
  }
  guard xx > 0 && yy > 0 else { return nil }
  return xy / (xx * yy).squareRoot()
}
