// The parts of the GNU Scientific Library that GSLNumerics and RandomStreams call.
//
// GSL declares its generator types as mutable global pointers, which Swift 6 rejects as unsafe to share.
// They are written once, when the library loads, so the attribute below declares them safe to read.
#ifndef COUNTERWEIGHT_CGSL_SHIM_H
#define COUNTERWEIGHT_CGSL_SHIM_H

#pragma clang attribute push(__attribute__((swift_attr("nonisolated(unsafe)"))), apply_to = variable(is_global))
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_version.h>
#pragma clang attribute pop

#endif
