import CGSL

/// A symmetric matrix of finite numbers.
public struct SymmetricMatrix: Hashable, Sendable {
  /// The number of rows, at least 1.
  public let size: Int
  /// The elements, row by row.
  public private(set) var elements: [Double]

  /// A matrix of zeros.
  ///
  /// - Precondition: at least one row.
  public init(size: Int) {
    precondition(size >= 1, "a matrix needs a row")
    self.size = size
    elements = [Double](repeating: 0, count: size * size)
  }

  /// The element of a row and a column; setting it sets its mirror image, too.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set {
      elements[row * size + column] = newValue
      elements[column * size + row] = newValue
    }
  }

  /// The x with M x = b, for a positive definite M.
  ///
  /// - Precondition: b has an element for every row.
  /// - Throws: ``NumericsError/notPositiveDefinite(size:)``.
  ///
  /// Source: GSL, gsl_linalg_cholesky_decomp2, which scales the matrix first.
  public func solution(_ right: [Double]) throws -> [Double] {
    precondition(right.count == size, "a right side of the matrix's size")
    GSL.errorHandlerIsOff
    var factor = elements
    var solution = right
    var scales = [Double](repeating: 0, count: size)
    let status = factor.withUnsafeMutableBufferPointer { factor in
      solution.withUnsafeMutableBufferPointer { solution in
        scales.withUnsafeMutableBufferPointer { scales in
          var matrix = gsl_matrix_view_array(factor.baseAddress, size, size)
          var vector = gsl_vector_view_array(solution.baseAddress, size)
          var scale = gsl_vector_view_array(scales.baseAddress, size)
          let status = gsl_linalg_cholesky_decomp2(&matrix.matrix, &scale.vector)
          return status == GSL_SUCCESS
            ? gsl_linalg_cholesky_svx2(&matrix.matrix, &scale.vector, &vector.vector) : status
        }
      }
    }
    guard status == GSL_SUCCESS, solution.allSatisfy(\.isFinite) else {
      throw NumericsError.notPositiveDefinite(size: size)
    }
    return solution
  }

  /// The eigenvalues, in rising order, each to about 1e-15 of the largest in magnitude.
  ///
  /// Source: GSL, gsl_eigen_symm.
  public var eigenvalues: [Double] {
    GSL.errorHandlerIsOff
    guard let workspace = gsl_eigen_symm_alloc(size) else {
      preconditionFailure("no memory for a matrix of \(size) rows")
    }
    defer { gsl_eigen_symm_free(workspace) }
    var copy = elements
    var eigenvalues = [Double](repeating: 0, count: size)
    copy.withUnsafeMutableBufferPointer { copy in
      eigenvalues.withUnsafeMutableBufferPointer { eigenvalues in
        var matrix = gsl_matrix_view_array(copy.baseAddress, size, size)
        var vector = gsl_vector_view_array(eigenvalues.baseAddress, size)
        gsl_eigen_symm(&matrix.matrix, &vector.vector, workspace)
      }
    }
    return eigenvalues.sorted()
  }
}
