import Algorithms
import Reporting
import RolloutLogs

/// The loss of a file's rollouts.
struct LossSummary: Encodable {
  let loss: Double
  let clipFraction: Double
  let clipFractionLow: Double
  let clipFractionHigh: Double
  let dualClipFraction: Double
  let approximateKL: Double
  /// One array for every rollout, in the order of the file.
  let gradient: [[Double]]

  init(of log: RolloutLog, loss: SurrogateLoss) {
    self.loss = loss.value
    clipFraction = loss.clipFraction
    clipFractionLow = loss.clipFractionLow
    clipFractionHigh = loss.clipFractionHigh
    dualClipFraction = loss.dualClipFraction
    approximateKL = loss.approximateKL + 0  // −0 reads as 0.
    gradient = log.rowsInFileOrder(loss.gradient)
  }

  /// The numbers for people; of the gradient its size.
  var table: Table {
    let size = gradient.joined().reduce(0) { $0 + abs($1) }
    let rows: [(String, Double)] = [
      ("loss", loss), ("clip fraction", clipFraction), ("below the lower bound", clipFractionLow),
      ("above the upper bound", clipFractionHigh), ("dual clip fraction", dualClipFraction),
      ("mean of ℓ_old − ℓ", approximateKL), ("Σ |∂loss/∂ℓ|", size),
    ]
    return Table(
      title: "", columns: [Column(header: "quantity"), Column(header: "value", alignment: .trailing)],
      rows: rows.map { [$0, shortNumber($1)] })
  }
}
