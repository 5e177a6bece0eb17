extension TransformerPass {
  /// The floats that the pass holds for its largest batch so far, 4 bytes each.
  ///
  /// With N rows that are read (all tokens but the last of each sequence), R of them that predict a response, S sequences of
  /// T_i rows read and R_i of them predicting, and Q_l = N rows in every layer but the last, where it is R:
  ///
  ///     Σ_l (8 N d + 5 Q_l d + 5 Q_l f + N + Q_l + 2 S d + H Σ_i ⌈T_i⌉ R_il + max_i ⌈T_i⌉ R_il)
  ///       + 2 R d + R + S d + R V + N d + N max(d, f)
  ///
  /// where ⌈ ⌉ rounds up to whole vectors and R_il is T_i, or R_i in the last layer; and besides, whatever the number of
  /// sequences, a copy of every matrix in panels, the keys of one head in panels, 256 rows of the widest two sides of a matrix,
  /// `contextLength` · d/H angles, and room for the score norms.
  package var floatCount: Int {
    let layers = linearLayers.map(\.floatCount) + normLayers.map(\.floatCount) + blocks.map(\.floatCount)
    return layers.reduce(0, +) + rotary.floatCount + embeddingGradients.capacity + scratch.capacity
      + weightGradient.floatCount
      + scoreNormWorkspace.product.capacity + scoreNormWorkspace.embeddingRows.capacity
  }
}
