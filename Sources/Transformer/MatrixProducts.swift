import CBLAS

/// Products of row-major matrices, on one thread.
enum MatrixProducts {
  /// Whether the BLAS library has been told to use one thread; read it before the first product.
  static let useOneThread: Void = {
    counterweight_blas_use_one_thread()
  }()

  /// Y = X Wᵀ, or Y += X Wᵀ: X is [rows × inputs], W [outputs × inputs], Y [rows × outputs].
  static func forward(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>,
    rows: Int, inputs: Int, outputs: Int, adding: Bool
  ) {
    guard rows > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(outputs), Int32(inputs), 1,
      x, Int32(inputs), w, Int32(inputs), adding ? 1 : 0, y, Int32(outputs))
  }

  /// D = G W: G is [rows × outputs], W [outputs × inputs], D [rows × inputs].
  static func backward(
    _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>,
    rows: Int, inputs: Int, outputs: Int
  ) {
    guard rows > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(inputs), Int32(outputs), 1,
      g, Int32(outputs), w, Int32(inputs), 0, d, Int32(inputs))
  }

  /// W = Gᵀ X, or W += Gᵀ X: G is [rows × outputs], X [rows × inputs], W [outputs × inputs].
  static func weightGradient(
    _ g: UnsafePointer<Float>, _ x: UnsafePointer<Float>, to w: UnsafeMutablePointer<Float>,
    rows: Int, inputs: Int, outputs: Int, adding: Bool
  ) {
    guard rows > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(outputs), Int32(inputs), Int32(rows), 1,
      g, Int32(outputs), x, Int32(inputs), adding ? 1 : 0, w, Int32(inputs))
  }

  /// The lower triangle of X Xᵀ: X is [rows × columns], the result [rows × rows].
  static func gram(
    _ x: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(rows), Int32(columns), 1, x, Int32(columns), 0,
      result, Int32(rows))
  }
}
