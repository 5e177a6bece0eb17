/// Memory for the score norms.
struct ScoreNormWorkspace {
  let product = FloatBuffer()
  let embeddingRows = FloatBuffer()
}
