/// The factor W(ρ̂) on the advantages of a prompt, A = W(ρ̂)(r − b), where ρ̂ is the success rate of its group.
///
/// Groups that all fail or all succeed say nothing about W: what their rollouts get is given apart, by ``End``. What
/// is exactly 0 stays 0, even where W is infinite.
public enum PromptWeight: AlgorithmPart {
  /// W = 1.
  case none
  /// A curve and what dead groups get.
  case weighted(WeightCurve, allFail: End = .signed, allSuccess: End = .signed, rate: Rate = .group)

  /// The advantage of the rollouts of a group that all fail (k = 0), or all succeed (k = n).
  public enum End: Hashable, Sendable {
    /// The limit of the curve: −e(0) for failures and +e(1) for successes, with e(ρ) = ρ(1 − ρ) W(ρ) (result 2.7).
    case signed
    /// W(ρ̂)(r − b) as in every other group.
    case formula
    /// This number.
    case advantage(Double)

    var setting: Setting {
      switch self {
      case .signed: .text("signed")
      case .formula: .text("formula")
      case .advantage(let advantage): .number(advantage)
      }
    }
  }

  /// Whose success rate is meant.
  public enum Rate: String, CaseIterable, Sendable {
    /// The group's.
    case group
    /// The batch's, so that a prompt's weight does not depend on the prompt.
    case batch
  }

  /// Every kind of weight with its defaults.
  public static let prototypes: [PromptWeight] = [
    .none, .weighted(.linear(epsilon: 0)), .weighted(.squareRoot), .weighted(.inverseVariance),
    .weighted(.plateau(threshold: 0.5, base: .grpo)),
    .weighted(.passAtK(4), allFail: .formula, allSuccess: .formula),
    .weighted(.table([1]), allFail: .advantage(0), allSuccess: .advantage(0)),
    .weighted(.expression(.one), allFail: .advantage(0), allSuccess: .advantage(0)),
  ]

  /// The weight as kind and fields.
  public var record: PartRecord {
    guard case .weighted(let curve, let allFail, let allSuccess, let rate) = self else {
      return PartRecord("none")
    }
    var record =
      switch curve {
      case .linear(let epsilon): PartRecord("linear", ["epsilon": .number(epsilon)])
      case .squareRoot: PartRecord("squareRoot")
      case .inverseVariance: PartRecord("inverseVariance")
      case .plateau(let threshold, let base):
        PartRecord("plateau", ["threshold": .number(threshold), "base": .text(base.rawValue)])
      case .passAtK(let k): PartRecord("passAtK", ["k": .number(Double(k))])
      case .table(let weights): PartRecord("table", ["table": .numbers(weights)])
      case .expression(let expression):
        PartRecord("expression", ["expression": .text(expression.description)])
      }
    record.fields += [
      PartRecord.Field(name: "allFail", value: allFail.setting),
      PartRecord.Field(name: "allSuccess", value: allSuccess.setting),
    ]
    // A weight that counts a group's successes cannot read the batch's rate.
    if !curve.countsSuccesses { record = record.adding("rate", .text(rate.rawValue)) }
    return record
  }

  /// The weight that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    let curve: WeightCurve
    switch record.kind {
    case "linear": curve = .linear(epsilon: try record.number("epsilon", in: 0...(.infinity)))
    case "squareRoot": curve = .squareRoot
    case "inverseVariance": curve = .inverseVariance
    case "plateau":
      curve = .plateau(threshold: try record.number("threshold", in: 0...1), base: try record.word("base"))
    case "passAtK": curve = .passAtK(try record.integer("k", atLeast: 1))
    case "table": curve = .table(try record.numbers("table"))
    case "expression": curve = .expression(try Self.expression(record["expression"].description))
    default:
      self = .none
      return
    }
    self = .weighted(
      curve, allFail: try Self.end("allFail", of: record, curve: curve),
      allSuccess: try Self.end("allSuccess", of: record, curve: curve),
      rate: curve.countsSuccesses ? .group : try record.word("rate"))
  }

  private static func expression(_ text: String) throws -> RateExpression {
    do {
      return try RateExpression(text)
    } catch let error as RateExpressionError {
      throw SettingError.badExpression(error)
    }
  }

  private static func end(_ name: String, of record: PartRecord, curve: WeightCurve) throws -> End {
    switch record[name] {
    case .number(let advantage) where advantage.isFinite: return .advantage(advantage)
    case .text("formula"): return .formula
    case .text("signed") where curve.classWeightAtEnds != nil: return .signed
    default:
      throw SettingError.illegal(
        name: name, value: record[name],
        legal: curve.classWeightAtEnds == nil ? "a number or formula" : "a number, signed or formula")
    }
  }

  /// The weight as a phrase for tables.
  public var summary: String {
    guard case .weighted(let curve, let allFail, let allSuccess, let rate) = self else { return "none" }
    let formula =
      switch curve {
      case .linear(let epsilon): epsilon == 0 ? "1/ρ̂" : "1/(ρ̂ + \(Setting.number(epsilon)))"
      case .squareRoot: "1/(ρ̂√(1−ρ̂))"
      case .inverseVariance: "1/(ρ̂(1−ρ̂))"
      case .plateau(let threshold, let base): "plateau below \(Setting.number(threshold)) of \(base.rawValue)"
      case .passAtK(let k): "pass@\(k)"
      case .table(let weights): "table \(Setting.numbers(weights))"
      case .expression(let expression): "\(expression)"
      }
    let ends = [(allFail, "all fail"), (allSuccess, "all succeed")].compactMap { end, name in
      if case .advantage(let advantage) = end { "\(Setting.number(advantage)) if \(name)" } else { nil }
    }
    return ([formula + (rate == .batch ? ", ρ̂ of the batch" : "")] + ends).joined(separator: "; ")
  }

  var dependence: Dependence {
    if case .weighted(_, _, _, .batch) = self { .batchCounts } else { .groupCount }
  }
}
