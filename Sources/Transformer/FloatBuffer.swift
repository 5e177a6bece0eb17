/// Memory for floats that grows and is used again.
///
/// Behind the last one lie ``slack`` more, zero at first, that whole lanes may read.
final class FloatBuffer {
  /// How many floats lie behind those that were asked for.
  static let slack = 32

  /// The first element; another address after ``reserve(_:)``.
  private(set) var start: UnsafeMutablePointer<Real>
  /// The number of floats there is room for.
  private(set) var capacity: Int

  /// Room for `count` floats, all zero.
  init(_ count: Int = 0) {
    capacity = count
    start = FloatBuffer.zeros(count)
  }

  deinit {
    start.deallocate()
  }

  /// Makes room for `count` floats and returns the first.
  ///
  /// What the buffer held is lost if it has to grow.
  @discardableResult
  func reserve(_ count: Int) -> UnsafeMutablePointer<Real> {
    if count > capacity {
      start.deallocate()
      capacity = count
      start = FloatBuffer.zeros(count)
    }
    return start
  }

  private static func zeros(_ count: Int) -> UnsafeMutablePointer<Real> {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: (count + slack) * MemoryLayout<Real>.stride, alignment: 64)
    let floats = memory.bindMemory(to: Real.self, capacity: count + slack)
    floats.initialize(repeating: 0, count: count + slack)
    return floats
  }
}
