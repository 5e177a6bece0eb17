import RunFiles
import Yams

extension Node {
  /// Gives the model the sizes of the checkpoint that it begins with, if there is one.
  ///
  /// - Throws: `RunError` where there is no such checkpoint, or a size is given that is another.
  mutating func takeSizesOfCheckpoint(file: String) throws {
    guard let folder = self["model"]?["checkpoint"]?.string else { return }
    do {
      let shape = try ModelFolder(folder).shape()
      let sizes = [
        ("width", shape.width), ("layers", shape.layerCount), ("heads", shape.headCount),
        ("feedForwardWidth", shape.feedForwardWidth), ("contextLength", shape.contextLength),
      ]
      for (name, size) in sizes {
        if let given = self["model"]?[name], given.int != size {
          throw RunError(
            .badData, "model.\(name) is not that of model.checkpoint, which has \(size); leave it out")
        }
        try override(key: "model.\(name)", value: "\(size)", addsKeys: true)
      }
      for (name, value) in [
        ("ropeTheta", "\(shape.ropeTheta)"), ("rmsNormEpsilon", "\(shape.rmsNormEpsilon)"),
      ] {
        try override(key: "model.\(name)", value: value, addsKeys: true)
      }
    } catch {
      throw RunError(refusing: error, in: file)
    }
  }
}
