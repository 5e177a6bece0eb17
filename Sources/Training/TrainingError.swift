/// Why a run cannot begin, or cannot go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// A setting lies outside its range.
  case illegal(setting: String, value: String, legal: String)
  /// A number that an update is made of or comes to is not finite; the parameters are as they were before the update.
  case diverged(update: Int, quantity: String, value: Double, diagnosis: String)
  /// A number that a supervised step is made of is not finite, or the parameters that warm-up ended with.
  case warmUpDiverged(quantity: String, value: Double, diagnosis: String)
  /// Supervised steps ended before the success rate that was asked for.
  case warmUpFellShort(success: Double, target: Double, steps: Int)
  /// A saved state belongs to another run.
  case foreignState(vector: String, count: Int?, expected: Int)

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch self {
    case .illegal(let setting, let value, let legal): "\(setting) is \(value); it must be \(legal)"
    case .diverged(let update, let quantity, let value, let diagnosis):
      "update \(update) diverged: the \(quantity) is \(value) (\(diagnosis)); lower optimizer.learningRate, or set"
        + " gradientClip"
    case .warmUpDiverged(let quantity, let value, let diagnosis):
      "warm-up diverged: the \(quantity) is \(value) (\(diagnosis)); lower warmUp.learningRate"
    case .warmUpFellShort(let success, let target, let steps):
      "warm-up ended at success \(success) after \(steps) steps on solutions, short of \(target): raise"
        + " warmUp.solutions.steps, or lower warmUp.solutions.success"
    case .foreignState(let vector, let count?, let expected):
      "the saved vector \(vector) has \(count) values and this run needs \(expected): continue with the settings it was"
        + " saved with"
    case .foreignState(let vector, nil, _):
      "the saved state has no vector \(vector), which this run needs: continue with the settings it was saved with"
    }
  }
}
