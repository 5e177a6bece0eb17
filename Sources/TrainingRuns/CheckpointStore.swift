import Checkpoints
import Foundation
import Training
import Transformer

/// The checkpoints of a run, each in a folder named by its update; two are kept, the last and the scheduled one before it.
struct CheckpointStore {
  let url: URL

  /// The name of the folder of an update.
  static func name(_ update: Int) -> String {
    let digits = String(update)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// The folder of an update.
  func place(of update: Int) -> URL { url.appendingPathComponent(Self.name(update)) }

  /// The updates that have a folder, rising.
  var updates: [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.compactMap { name in Int(name).flatMap { Self.name($0) == name ? $0 : nil } }.sorted()
  }

  /// Writes a checkpoint into a folder beside its place, gives the folder its name, and removes older checkpoints.
  ///
  /// The last scheduled one before it stays. Others were written where the run was interrupted, and go, so that the folders
  /// are in the end those of a run that was not.
  ///
  /// - Parameter isScheduled: whether an uninterrupted run writes a checkpoint after an update.
  /// - Throws: `CheckpointError`; earlier checkpoints are then untouched.
  func save(
    _ state: TrainerState, shape: TransformerShape, tokenizer: WordTokenizer, isScheduled: (Int) -> Bool
  ) throws {
    let files = FileManager.default
    let place = place(of: state.record.update)
    let partial = url.appendingPathComponent(".\(place.lastPathComponent).partial")
    try? files.removeItem(at: partial)
    do {
      try TrainingCheckpoint(url: partial).write(state, shape: shape, tokenizer: tokenizer)
      if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
      try AtomicFile.replace(place, by: partial)
    } catch let error as CheckpointError {
      try? files.removeItem(at: partial)
      throw error
    } catch {
      throw CheckpointError.inputOutput("cannot write \(place.relativePath): \(AtomicFile.reason(error))")
    }
    let earlier = updates.filter { $0 < state.record.update }
    let kept = earlier.last(where: isScheduled)
    for update in earlier where update != kept { try? files.removeItem(at: self.place(of: update)) }
  }

  /// The last state that is whole.
  ///
  /// - Parameters:
  ///   - limit: the last update that may be continued from.
  ///   - warn: hears of every checkpoint that is passed over.
  func lastState(upTo limit: Int, warn: (String) -> Void) -> TrainerState? {
    for update in updates.reversed() {
      let place = place(of: update)
      guard update <= limit else {
        warn("\(place.relativePath) is not used: metrics are there up to update \(limit) only")
        continue
      }
      do {
        return try TrainingCheckpoint(url: place).state()
      } catch {
        warn("\(place.relativePath) is not used: \(error)")
      }
    }
    return nil
  }
}
