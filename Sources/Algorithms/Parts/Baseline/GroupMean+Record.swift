extension GroupMean {
  /// One kind for every weight, and one more for the plain mean of the others, which has a name of its own.
  var record: PartRecord {
    let groupOfOne = Setting.text(groupOfOne.rawValue)
    let ownRollout = Setting.text(ownRollout.rawValue)
    switch weight {
    case .uniform:
      return PartRecord(
        self.ownRollout == .included ? "groupMean" : "leaveOneOut", ["groupOfOne": groupOfOne])
    case .length(let exponent):
      return PartRecord(
        "lengthWeighted",
        ["exponent": .number(exponent), "ownRollout": ownRollout, "groupOfOne": groupOfOne])
    case .squaredScoreNorm:
      return PartRecord("scoreNormWeighted", ["ownRollout": ownRollout, "groupOfOne": groupOfOne])
    }
  }

  init(_ record: PartRecord) throws {
    let groupOfOne: GroupOfOne = try record.word("groupOfOne")
    switch record.kind {
    case "lengthWeighted":
      self.init(
        weight: .length(exponent: try record.number("exponent")), ownRollout: try record.word("ownRollout"),
        groupOfOne: groupOfOne)
    case "scoreNormWeighted":
      self.init(weight: .squaredScoreNorm, ownRollout: try record.word("ownRollout"), groupOfOne: groupOfOne)
    default:
      self.init(
        weight: .uniform, ownRollout: record.kind == "groupMean" ? .included : .excluded,
        groupOfOne: groupOfOne)
    }
  }

  var summary: String {
    let others = ownRollout == .included ? "group mean" : "mean of the others"
    return switch weight {
    case .uniform: others
    case .length(let exponent):
      exponent == 1
        ? "\(others) weighted by length" : "\(others) weighted by length^\(Setting.number(exponent))"
    case .squaredScoreNorm: "\(others) weighted by squared score norm"
    }
  }
}
