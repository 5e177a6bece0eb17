import Populations
import Testing

@Suite("Populations of prompts")
struct PopulationTests {
  @Test func theMeanIsThatOfAllPrompts() throws {
    #expect(try Population(rates: [0.25, 0.5, 0.75, 0.5]).meanRate == 0.5)
  }

  @Test(
    arguments: [
      ([], "there are no success rates; give at least one"),
      (
        [0.5, 1],
        "the success rate of prompt 2 is 1.0; it must be between 0 and 1, both excluded, for a prompt that never or always succeeds does not move: drop it, or give successes and attempts"
      ),
    ] as [([Double], String)])
  func whatIsNoPopulationIsRefused(rates: [Double], message: String) {
    let error = #expect(throws: PopulationError.self) { try Population(rates: rates) }
    #expect(error?.description == message)
  }
}
