import RandomStreams

/// Follow keys through a store that only lookups show: the use of a tool.
///
/// Prompt: four symbols that name a store, the number h of hops, an equals sign, a key. The policy writes `get` and a
/// key; the environment answers with the key's value, which is a key again. Solution: h lookups, each of the value of
/// the one before, such as get 3 5 get 5 0; then an equals sign, the last value and the end token. So `get` always
/// stands one token behind the key that it should be followed by. The verifier reads the symbol between the last
/// equals sign and the end token; lookups are not counted, and guessing succeeds about once in m times.
///
/// The store is a random permutation of the m keys at a random stream's address that the four symbols name: a function
/// of the prompt, as the environment's answers must be, which a small network cannot compute; it could only learn the
/// m⁴ stores by heart.
///
/// Tokens: 0 … m − 1 are keys (and the number of hops), then `get`, the equals sign and the end token.
public struct KeyStore: InteractiveTask, LocallyVerifiedTask, Hashable {
  /// m ≥ 2.
  public let keys: Int
  /// The least and largest number h of hops, between 1 and m − 1.
  public let hops: ClosedRange<Int>

  /// The task of `hops` hops through stores of `keys` keys.
  ///
  /// - Throws: ``TaskError`` unless there are between 2 and 100 keys, and hops can be written as one of them.
  public init(keys: Int, hops: ClosedRange<Int>) throws {
    try TaskError.check("keys", keys, in: 2...100)
    try TaskError.check("hops", hops.lowerBound, in: 1...keys - 1)
    try TaskError.check("hops", hops.upperBound, in: 1...keys - 1)
    self.keys = keys
    self.hops = hops
  }

  private static let nameLength = 4
  private var get: Int { keys }
  private var equalsSign: Int { keys + 1 }

  /// The keys, `get`, the equals sign and the end token.
  public var vocabulary: [String] { (0..<keys).map(String.init) + ["get", "=", "<end>"] }
  /// m + 2.
  public var endToken: Int { keys + 2 }
  /// The store's name, the hops, an equals sign and a key; every prompt is that long.
  public var maximumPromptLength: Int { Self.nameLength + 3 }
  /// `get`, key and value for each of the most hops, an equals sign, the answer and the end token.
  public var maximumResponseLength: Int { 3 * hops.upperBound + 3 }

  /// The numbers of hops.
  public var difficulties: [String] { hops.map { "\($0) hops" } }

  /// The number of hops.
  public func difficulty(of prompt: [Int]) -> Int { prompt[Self.nameLength] - hops.lowerBound }

  /// A prompt with a uniform store, number of hops and key.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    let name = (0..<Self.nameLength).map { _ in stream.index(below: keys) }
    let count = hops.lowerBound + stream.index(below: hops.count)
    return name + [count, equalsSign, stream.index(below: keys)]
  }

  /// The lookups with their values, the equals sign, the answer and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    let path = path(of: prompt)
    let actions = path.dropLast().flatMap { [get, $0] } + [equalsSign] + path.suffix(1) + [endToken]
    return response(playing: actions, to: prompt)
  }

  /// Lookups of as many random keys as hops, the equals sign, a random answer and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    let lookups = (0..<prompt[Self.nameLength]).flatMap { _ in [get, stream.index(below: keys)] }
    let actions = lookups + [equalsSign, stream.index(below: keys), endToken]
    return response(playing: actions, to: prompt)
  }

  /// The value of a key behind `get`; nothing otherwise.
  public func reply(to response: ArraySlice<Int>, of prompt: [Int]) -> [Int] {
    guard let key = response.last, key < keys, response.dropLast().last == get else { return [] }
    return [store(of: prompt)[key]]
  }

  /// Whether the environment wrote what stands in its places, and the response ends with an equals sign, the value
  /// that the hops lead to, and the end token.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    response.suffix(3) == [equalsSign] + path(of: prompt).suffix(1) + [endToken]
      && isPlayed(response, to: prompt)
  }

  /// The prompt's key and the values that the hops lead to.
  private func path(of prompt: [Int]) -> [Int] {
    let store = store(of: prompt)
    var path = [prompt[Self.nameLength + 2]]
    for hop in 0..<prompt[Self.nameLength] { path.append(store[path[hop]]) }
    return path
  }

  /// The value of every key.
  private func store(of prompt: [Int]) -> [Int] {
    let address = prompt.prefix(Self.nameLength).reduce(StreamPath(seed: 0)["key store"]) { $0[$1] }
    var stream = address.stream()
    return stream.shuffle(Array(0..<keys))
  }
}
