import Dispatch

/// Runs a body for every index below a count, several at once, and throws the error of the lowest index that has one.
func concurrently<Failure: Error>(_ count: Int, _ body: (Int) throws(Failure) -> Void) throws(Failure) {
  nonisolated(unsafe) let outcomes = (0..<count).map { _ in Outcome<Failure>() }
  withoutActuallyEscaping(body) { body in
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: count) { index in
      do throws(Failure) {
        try body(index)
      } catch {
        outcomes[index].failure = error
      }
    }
  }
  for outcome in outcomes {
    if let failure = outcome.failure { throw failure }
  }
}

/// Where one index leaves its error.
private final class Outcome<Failure: Error> {
  var failure: Failure?
}
