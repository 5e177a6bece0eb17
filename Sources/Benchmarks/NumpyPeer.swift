import Foundation

/// The same arithmetic in numpy, in a process of its own that lives as long as the benchmark.
final class NumpyPeer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var isRunning = false

  /// Starts numpy with a program that says "ready", and for every line it reads answers with a time and a number.
  ///
  /// Where python3 or numpy is missing, ``pass()`` is nil.
  private init(program: String, _ arguments: Int...) {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments.map(String.init)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    isRunning = (try? process.run()) != nil && answer() == "ready"
  }

  /// The clipped loss of a batch of this size; its number is the loss.
  static func loss(rolloutCount: Int, tokenCount: Int) -> NumpyPeer {
    NumpyPeer(program: lossProgram, rolloutCount, tokenCount)
  }

  /// So many steps of binomial draws for all prompts; its number is the mean share of successes.
  static func binomialDraws(promptCount: Int, groupSize: Int, steps: Int) -> NumpyPeer {
    NumpyPeer(program: binomialProgram, promptCount, groupSize, steps)
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.terminate()
  }

  /// The time of one pass, and the number that it found.
  func pass() -> (seconds: Double, value: Double)? {
    guard isRunning else { return nil }
    try? input.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    let numbers = (answer() ?? "").split(separator: " ").compactMap { Double($0) }
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  private func answer() -> String? {
    var line = ""
    while let byte = try? output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
      if byte.first == UInt8(ascii: "\n") { return line }
      line += String(decoding: byte, as: UTF8.self)
    }
    return nil
  }

  private static let lossProgram = """
    import sys, time
    import numpy as np
    rollouts, tokens = int(sys.argv[1]), int(sys.argv[2])
    rewards = (((np.arange(rollouts) * 2654435761) & 1023) / 1024 >= 0.5).astype(float)
    index = np.arange(rollouts * tokens)
    new = (-0.05 - 2 * (index & 1023) / 1024).reshape(rollouts, tokens)
    old = new + 0.6 * (((index * 2654435761) & 1023) / 1024 - 0.5).reshape(rollouts, tokens)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        groups = rewards.reshape(-1, 16)
        advantages = (groups - groups.mean(1, keepdims=True)) / (groups.std(1, ddof=1, keepdims=True) + 1e-6)
        advantages = advantages.reshape(-1, 1)
        logRatio = np.clip(new - old, -20, 20)
        ratio = np.exp(logRatio)
        unclipped = -advantages * ratio
        clipped = -advantages * np.clip(ratio, 0.8, 1.2)
        loss = np.maximum(unclipped, clipped)
        bound = -advantages * 3
        dual = (advantages < 0) & (loss > bound)
        value = np.where(dual, bound, loss).mean()
        gradient = np.where((clipped > unclipped) | dual, 0, unclipped) / (rollouts * tokens)
        fractions = (clipped > unclipped).mean(), dual.mean(), -logRatio.mean()
        print(time.perf_counter() - start, value, flush=True)
    """

  private static let binomialProgram = """
    import sys, time
    import numpy as np
    prompts, size, steps = (int(argument) for argument in sys.argv[1:])
    generator = np.random.Generator(np.random.Philox(1))
    rates = (np.arange(prompts) + 0.5) / prompts
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        for step in range(steps):
            counts = generator.binomial(size, rates)
        seconds = time.perf_counter() - start
        print(seconds, counts.mean() / size, flush=True)
    """
}
