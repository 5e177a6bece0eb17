import Testing
import Transformer

@Suite("Squared score norms")
struct ScoreNormTests {
  @Test(
    "Norms from one backward pass are those of one backward pass per sequence",
    arguments: [ScoreNormMethod.cheaper, .gram, .product])
  func slowLoop(method: ScoreNormMethod) throws {
    let parameters = TinyTransformer.parameters(try TinyTransformer.shape())
    let norms = try TinyTransformer.pass(parameters).squaredScoreNorms(by: method)
    for (norm, sequence) in zip(norms, TinyTransformer.sequences) {
      let gradient = TinyTransformer.gradient(try TinyTransformer.pass(parameters, [sequence]), [1])
      let expected = gradient.reduce(0) { $0 + Double($1) * Double($1) }
      // Products and sums of Floats in another order.
      #expect(abs(norm - expected) <= 1e-5 * expected)
      #expect((norm == 0) == sequence.response.isEmpty)
    }
  }
}
