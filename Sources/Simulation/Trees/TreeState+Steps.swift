import Foundation

extension TreeState {
  /// Makes steps of the rollouts that are recorded.
  ///
  /// - Parameter successes: how many rollouts of the whole batch succeed.
  @inline(__always)
  mutating func computeSteps(successes total: Int) {
    let (success, failure) = (update.advantages.success[total], update.advantages.failure[total])
    for block in touched {
      let slots = update.layout.slots(of: block)
      var (passing, failing) = (0, 0)
      for slot in slots {
        passing += successes[slot]
        failing += failures[slot]
      }
      for slot in slots {
        guard update.layout.isFree[slot] else { continue }
        let own = balance(successes[slot], success, failures[slot], failure)
        let rest = balance(passing - successes[slot], success, failing - failures[slot], failure)
        // c_a (1 − π_a) − π_a Σ_{b≠a} c_b, which is c_a − π_a Σ_b c_b without its cancellation.
        steps[slot] = own * complement(of: slot, in: slots) - rest * probabilities[slot]
      }
    }
    scaleSteps(norm: update.rule == .normalised ? gradientNorm() : 1)
  }

  /// Takes the step, and forgets the rollouts.
  @inline(__always)
  mutating func move() {
    for block in touched {
      var moves = false
      for slot in update.layout.slots(of: block) where steps[slot] != 0 {
        logits[slot] += steps[slot]
        moves = true
      }
      if moves { refresh(block) }
    }
    forget()
  }

  /// Forgets the rollouts and their step.
  @inline(__always)
  mutating func forget() {
    for block in touched {
      isTouched[block] = false
      for slot in update.layout.slots(of: block) {
        successes[slot] = 0
        failures[slot] = 0
        steps[slot] = 0
      }
    }
    touched.removeAll(keepingCapacity: true)
    successCount = 0
  }

  /// |g|, also where its square would vanish.
  private func gradientNorm() -> Double {
    var largest = 0.0
    for block in touched {
      for slot in update.layout.slots(of: block) { largest = max(largest, abs(steps[slot])) }
    }
    guard largest > 0 else { return 0 }
    var sum = 0.0
    for block in touched {
      for slot in update.layout.slots(of: block) { sum += (steps[slot] / largest) * (steps[slot] / largest) }
    }
    return largest * sum.squareRoot()
  }

  @inline(__always)
  private mutating func scaleSteps(norm: Double) {
    for block in touched {
      for slot in update.layout.slots(of: block) where steps[slot] != 0 {
        switch update.rule {
        case .plain: steps[slot] *= update.stepSize
        case .normalised: steps[slot] = update.stepSize * (steps[slot] / norm)
        case .sign: steps[slot] = steps[slot] > 0 ? update.stepSize : -update.stepSize
        }
      }
    }
  }

  /// s A + f B for counts s and f; exactly 0 where they cancel but for the rounding of A and B.
  @inline(__always)
  private func balance(_ successes: Int, _ success: Double, _ failures: Int, _ failure: Double) -> Double {
    let (gained, lost) = (Double(successes) * success, Double(failures) * failure)
    let sum = gained + lost
    return abs(sum) <= 16 * Double.ulpOfOne * (abs(gained) + abs(lost)) ? 0 : sum
  }

  /// 1 − π, without cancellation where π is near 1.
  @inline(__always)
  private func complement(of slot: Int, in slots: Range<Int>) -> Double {
    guard probabilities[slot] > 0.5 else { return 1 - probabilities[slot] }
    var sum = 0.0
    for other in slots where other != slot { sum += probabilities[other] }
    return sum
  }

  @inline(__always)
  mutating func refresh(_ block: Int) {
    let slots = update.layout.slots(of: block)
    var largest = -Double.infinity
    for slot in slots { largest = max(largest, logits[slot]) }
    var sum = 0.0
    for slot in slots {
      probabilities[slot] = exp(logits[slot] - largest)
      sum += probabilities[slot]
    }
    for slot in slots { probabilities[slot] /= sum }
  }
}
