import Foundation
import GSLNumerics

/// A ``MinimumTime`` on the nodes of a quadrature rule, where its integrals are sums.
struct MinimumTimeGrid {
  /// How often the panels at the ends are halved.
  private static let halvings = 20
  /// Steps of a search until it gives up.
  static let iterationLimit = 500

  /// ρ at the nodes.
  let rates: [Double]
  /// ρ − ρ₀ and ρ₁ − ρ at the nodes.
  let distances: [(fromStart: Double, toTarget: Double)]
  /// The node's share of ∫ c/m dρ.
  let costs: [Double]
  /// The node's share of ∫ β dρ.
  let budgets: [Double]

  /// The problem on Gauss–Legendre nodes over the log-odds, 32 to a panel.
  ///
  /// Towards both ends panels halve again and again: the best polynomials may all but vanish there.
  ///
  /// - Parameters:
  ///   - panelsPerUnit: panels to a unit of log-odds, before the halving.
  ///   - least: the fewest panels, before the halving.
  init(_ problem: MinimumTime, panelsPerUnit: Int, atLeast least: Int) throws {
    let (start, target) = (
      LogOdds(rate: problem.range.start).value, LogOdds(rate: problem.range.target).value
    )
    let count = max(least, Int((Double(panelsPerUnit) * (target - start)).rounded(.up)))
    let width = (target - start) / Double(count)
    let halves = (1...Self.halvings).map { width * exp2(-Double($0)) }
    let inner = (0...count).map { start + width * Double($0) }
    let bounds =
      ([start] + halves.map { start + $0 } + inner.dropFirst().dropLast()
      + halves.map { target - $0 } + [target]).sorted()
    let rule = GaussLegendre(pointCount: 32)
    let nodes = zip(bounds, bounds.dropFirst()).filter { $0 < $1 }.flatMap { rule.nodes(from: $0, to: $1) }
    let positions = nodes.map { LogOdds($0.position) }
    rates = positions.map(\.rate)
    distances = rates.map { ($0 - problem.range.start, problem.range.target - $0) }
    costs = try zip(nodes, positions).map { try $0.weight * problem.costDensity(at: $1) }
    budgets = try zip(nodes, positions).map {
      try $0.weight * problem.budget.logOddsDensity(at: $1, mobility: problem.mobility)
    }
  }

  /// ∫ c/(Ω m) and ∫ Ω β of a weight given at the nodes.
  func integrals(of weight: [Double]) -> (time: Double, budget: Double) {
    var time = 0.0
    var budget = 0.0
    for node in weight.indices {
      time += costs[node] / weight[node]
      budget += budgets[node] * weight[node]
    }
    return (time, budget)
  }

  /// −∂/∂ω and ∂²/∂ω² of ∫ c/(ω m) at the nodes: c/(ω² m) and 2c/(ω³ m).
  func derivatives(of weight: [Double]) -> (first: [Double], second: [Double]) {
    let first = weight.indices.map { costs[$0] / (weight[$0] * weight[$0]) }
    return (first, weight.indices.map { 2 * first[$0] / weight[$0] })
  }

  /// Σ_j c_j p_j at the nodes, from the values of the polynomials p_j there.
  static func combination(_ coefficients: [Double], _ rows: [[Double]]) -> [Double] {
    var sum = [Double](repeating: 0, count: rows[0].count)
    for (coefficient, row) in zip(coefficients, rows) {
      for node in sum.indices { sum[node] += coefficient * row[node] }
    }
    return sum
  }

  /// Σ_q m_q p_j(x_q) p_k(x_q) of the rows p_j, with masses m_q.
  static func gramMatrix(_ rows: [[Double]], masses: [Double]) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(size: rows.count)
    for row in rows.indices {
      for column in row..<rows.count {
        var sum = 0.0
        for node in masses.indices { sum += masses[node] * rows[row][node] * rows[column][node] }
        matrix[row, column] = sum
      }
    }
    return matrix
  }

  /// The constant weight of equal time and budget.
  var balancedConstant: Double {
    let (time, budget) = integrals(of: rates.map { _ in 1 })
    return (time / budget).squareRoot()
  }
}
