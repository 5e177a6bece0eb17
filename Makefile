# make run    set up, build, run the study of optimal baselines, print verdicts and the path of the report
# make test   set up, check the format, check the proofs where Coq is installed, and run all tests
# make proofs compile the proofs, print the theorems with their axioms, hold them against what is said of them
# make setup  install what is missing (Debian packages), or say what is missing and why it is needed
# make lint   check formatting
# make clean  remove what the build made
#
# COUNTERWEIGHT_QUICK=1 make run    the same study with fewer batches and seeds

SWIFT = swift
# The package description looks at the processor; a cached description would not notice another one.
RELEASE = -c release --manifest-cache none

.PHONY: run test proofs checked-proofs setup lint clean

run: setup
	$(SWIFT) build $(RELEASE) --product counterweight
	$$($(SWIFT) build $(RELEASE) --show-bin-path)/counterweight study run simulations/optimal-baseline

test: setup lint checked-proofs
	$(SWIFT) test $(RELEASE) --disable-xctest

proofs:
	@$(MAKE) --no-print-directory -C Proofs

# Continuous integration may not leave the proofs out.
checked-proofs: setup
	@if [ "$$CI" = true ] || lacking=$$($(MAKE) -s --no-print-directory -C Proofs prerequisites 2>&1); then \
	  $(MAKE) --no-print-directory -C Proofs; \
	else \
	  echo "The proofs are left out: $$(echo "$$lacking" | head -n 1)"; \
	fi

setup:
	@.ci/install-dependencies

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

clean:
	rm -rf .build
	@$(MAKE) --no-print-directory -C Proofs clean
