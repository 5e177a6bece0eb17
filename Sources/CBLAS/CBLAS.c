#include "CBLAS.h"

#ifdef COUNTERWEIGHT_OPENBLAS

void openblas_set_num_threads(int count);
char *openblas_get_corename(void);

void counterweight_blas_use_one_thread(void) { openblas_set_num_threads(1); }
const char *counterweight_blas_name(void) { return "OpenBLAS"; }
const char *counterweight_blas_core(void) { return openblas_get_corename(); }

#else

void counterweight_blas_use_one_thread(void) {}
const char *counterweight_blas_name(void) { return "GSL CBLAS"; }
const char *counterweight_blas_core(void) { return "reference"; }

#endif
