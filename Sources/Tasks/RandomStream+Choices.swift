import RandomStreams

extension RandomStream {
  /// `count` different elements in random order, every choice and order equally likely (Fisher and Yates).
  mutating func choose<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var elements = elements
    for position in 0..<count {
      elements.swapAt(position, position + index(below: elements.count - position))
    }
    return Array(elements.prefix(count))
  }

  /// The elements in random order, every order equally likely.
  mutating func shuffle<Element>(_ elements: [Element]) -> [Element] {
    choose(elements.count, of: elements)
  }
}
