/// How the squared norm of a linear layer's gradient Gᵀ X is found for one sequence.
package enum ScoreNormMethod {
  /// Whichever of the other two should take less time.
  case cheaper
  /// Σ (x_t · x_u)(g_t · g_u) over pairs of rows, from the lower triangles of X Xᵀ and G Gᵀ.
  case gram
  /// The sum of squares of Gᵀ X itself.
  case product
}
