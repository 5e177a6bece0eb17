import CBLAS

/// The library behind the matrix products, for `doctor` and for the record of a run.
public enum MatrixBackend {
  /// "OpenBLAS", or "GSL CBLAS", which is correct and slow.
  public static var implementation: String { String(cString: counterweight_blas_name()) }

  /// The processor kernel in use, such as "Haswell"; the last bits of a product depend on it.
  public static var processorKernel: String { String(cString: counterweight_blas_core()) }
}
