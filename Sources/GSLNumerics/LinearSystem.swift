import CGSL

/// Systems of as many linear equations as unknowns.
public enum LinearSystem {
  /// The x with M x = b; nil where the matrix is singular to rounding.
  ///
  /// - Precondition: as many rows as columns, and a right side of that size.
  ///
  /// Source: GSL, gsl_linalg_LU_solve.
  public static func solution(rows: [[Double]], right: [Double]) -> [Double]? {
    let size = right.count
    precondition(size >= 1 && rows.count == size && rows.allSatisfy { $0.count == size }, "a square matrix")
    GSL.errorHandlerIsOff
    guard let permutation = gsl_permutation_alloc(size) else {
      preconditionFailure("no memory for \(size) equations")
    }
    defer { gsl_permutation_free(permutation) }
    var elements = rows.flatMap { $0 }
    var solution = right
    var sign: Int32 = 0
    let status = elements.withUnsafeMutableBufferPointer { elements in
      solution.withUnsafeMutableBufferPointer { solution in
        var matrix = gsl_matrix_view_array(elements.baseAddress, size, size)
        var vector = gsl_vector_view_array(solution.baseAddress, size)
        let status = gsl_linalg_LU_decomp(&matrix.matrix, permutation, &sign)
        return status == GSL_SUCCESS
          ? gsl_linalg_LU_svx(&matrix.matrix, permutation, &vector.vector) : status
      }
    }
    return status == GSL_SUCCESS && solution.allSatisfy(\.isFinite) ? solution : nil
  }
}
