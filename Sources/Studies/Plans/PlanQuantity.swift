/// A number of a plan, which has a value for the population and one for each of its resamples.
///
/// Rules are the pairs of an algorithm and a group size, by their position.
enum PlanQuantity: Hashable {
  case meanSuccess
  case dead(groupSize: Int)
  case allFail(groupSize: Int)
  case allSucceed(groupSize: Int)
  case groupsPerLiveGroup(groupSize: Int)
  case expectedPlugIn(groupSize: Int)
  case readAllFail
  case readAllSucceed
  case belowThreshold
  case rateOfAllFail
  case band(Int)
  case bandDead(Int, groupSize: Int)
  case bandWeight(Int, rule: Int)
  case bandSignal(Int, rule: Int)
  case useful(rule: Int)
  case signalShare(rule: Int)
  case signalPerRollout(rule: Int)
  case relativeSignal(rule: Int)
  case updates(rule: Int)
  case rolloutsPerPrompt(rule: Int)
  case recommended(algorithm: Int)
}
