// Matrix products for the transformer: OpenBLAS where the package found it, GSL's reference CBLAS otherwise.
//
// Both declare the same C interface, and including both headers is a compile error, so the declarations come
// from GSL and the linker chooses the implementation (see Package.swift).
#ifndef COUNTERWEIGHT_CBLAS_H
#define COUNTERWEIGHT_CBLAS_H

#include <gsl/gsl_cblas.h>

// Makes every later product single-threaded: work is spread over tasks instead, and the bits of a product then
// do not depend on the number of threads. Does nothing for GSL's CBLAS, which has no threads.
void counterweight_blas_use_one_thread(void);

// The implementation linked: "OpenBLAS" or "GSL CBLAS".
const char *counterweight_blas_name(void);

// The processor kernel that OpenBLAS selected ("Haswell", "Zen", …); "reference" for GSL's CBLAS. Bits of a
// product change with it.
const char *counterweight_blas_core(void);

#endif
