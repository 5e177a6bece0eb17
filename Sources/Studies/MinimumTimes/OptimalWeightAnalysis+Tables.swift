import Foundation
import Reporting

extension OptimalWeightAnalysis {
  /// The answer for people: the time and how it is known, the weight, and the coefficients of a finite group.
  public var tables: [Table] {
    [summary, weights] + (coefficients.map { [$0] } ?? [])
  }

  private var summary: Table {
    var rows = [["time T·B", digits(time)]]
    if let ratio { rows.append(["over that of any shape", digits(ratio)]) }
    if let closedForm {
      let subject = groupSize == nil ? "closed form" : "closed form, any shape"
      rows.append([subject, "\(digits(closedForm.time)) with G = \(closedForm.antiderivative)"])
    }
    if !attainedBy.isEmpty { rows.append(["attained by", attainedBy.joined(separator: ", ")]) }
    rows.append([
      "no weight is faster than", "\(digits(certificate.lowerBound)) (\(certificate.method))",
    ])
    // Below that it is rounding, which no two processors share.
    rows.append(["gap", certificate.gap < 1e-12 ? "below 1e−12" : shortNumber(certificate.gap)])
    return Table(title: title, columns: [Column(header: "quantity"), Column(header: "value")], rows: rows)
  }

  private var title: String {
    let subject =
      groupSize.map { "Best weight of groups of \($0)\(nonNegative ? ", w ≥ 0" : "")" } ?? "Optimal weight"
    return
      "\(subject) from \(shortNumber(range.start)) to \(shortNumber(range.target)): \(clock) clock, \(mobility)"
      + " mobility, budget of \(budget.rawValue)"
  }

  private var weights: Table {
    Table(
      title: "The weight, of a budget of 1",
      columns: ["ρ", "ω"].map { Column(header: $0, alignment: .trailing) },
      rows: weight.enumerated().filter { $0.offset.isMultiple(of: 2) }.map {
        [shortNumber($0.element.rho), shortNumber($0.element.weight)]
      })
  }

  private var coefficients: Table? {
    bernsteinCoefficients.map { coefficients in
      Table(
        title: "Bernstein coefficients w_0 … w_{n−1}, the largest 1",
        columns: [Column(header: "w")],
        rows: stride(from: 0, to: coefficients.count, by: 8).map { start in
          // What is only rounding reads as 0.
          [
            coefficients[start..<min(start + 8, coefficients.count)]
              .map { shortNumber(abs($0) < 1e-9 ? 0 : $0) }.joined(separator: "  ")
          ]
        })
    }
  }

  private func digits(_ value: Double) -> String { String(format: "%.9g", value) }
}
