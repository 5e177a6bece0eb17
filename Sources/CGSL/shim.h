// The parts of the GNU Scientific Library that GSLNumerics and RandomStreams call.
//
// GSL declares its generator types as mutable global pointers, which Swift 6 rejects as unsafe to share.
// They are written once, when the library loads, so the attribute below declares them safe to read.
#ifndef COUNTERWEIGHT_CGSL_SHIM_H
#define COUNTERWEIGHT_CGSL_SHIM_H

#pragma clang attribute push(__attribute__((swift_attr("nonisolated(unsafe)"))), apply_to = variable(is_global))
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_spline.h>
#include <gsl/gsl_version.h>
#pragma clang attribute pop

#endif
