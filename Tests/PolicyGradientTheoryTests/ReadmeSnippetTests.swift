import Algorithms
import Policies
import PolicyGradientTheory
import Testing

@Suite("The Swift lines of the README")
struct ReadmeSnippetTests {
  @Test func theyGiveWhatTheirCommentsSay() throws {
    let prompt = try TabularSoftmax(probabilities: [0.9, 0.1]).responses(rewards: [1, 0])
    let moments = ScoreMoments(of: prompt)
    let optimal = try #require(moments.optimalBaseline)
    #expect(abs(optimal - 0.1) <= 4 * 0.1.ulp)
    let group = try moments.groupGradient(of: Algorithm(groupSize: 4, baseline: .leaveOneOut))
    #expect(abs(group.variance - 0.0315) <= 1e-14)
    #expect(abs(group.shrinkage - 1) <= 1e-14)
  }
}
