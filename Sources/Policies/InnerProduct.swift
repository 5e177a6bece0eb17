/// x · y of two vectors of equal length.
public func innerProduct(_ x: [Double], _ y: [Double]) -> Double {
  var sum = 0.0
  for index in x.indices { sum += x[index] * y[index] }
  return sum
}
